import { ConflictError } from '../../core/errors.ts';
import type { OperateInput, OperateOutput } from '../../core/operation.ts';
import type { Ports } from '../../ports.ts';
import { readChannel } from '../records/channel.ts';
import { updateRollout } from '../records/rollout-record.ts';
import { production } from '../support/champion.ts';
import { openRolloutOf } from './open-rollout.ts';

/** Holds the rollout at its share of traffic: nothing passes and no time runs out, but what is proven worse still goes back. */
export async function pause({ pipeline, by }: OperateInput, ports: Ports): Promise<OperateOutput> {
  const { runId, champion, version } = await openRolloutOf(pipeline, ports.store);
  const { promoting } = await readChannel(ports.store, production);
  if (promoting) throw new ConflictError('too-late', `${promoting.version} is being promoted at this moment`);
  const at = ports.clock.now().toISOString();
  const record = await updateRollout(ports.store, pipeline, runId, (now) => {
    if (now.ended) throw new ConflictError('too-late', `${now.ended.by} ended the rollout of ${version}`);
    return now.paused ? undefined : { ...now, paused: { by, at } };
  });
  const share = record.plan.steps[record.step]?.percent ?? 0;
  const held = `the rollout of ${version} is held at ${share} % by ${record.paused?.by ?? by} since ${record.paused?.at ?? at}`;
  const next = 'the judge still takes back what is proven worse, and `signalbox resume`, `promote` or `abort` goes on';
  return { progress: 'done', waitSeconds: 0, sentence: `${held}: ${next}`, from: champion, to: champion };
}
