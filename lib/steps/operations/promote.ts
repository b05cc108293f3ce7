import { ConflictError } from '../../core/errors.ts';
import type { OperateInput, OperateOutput } from '../../core/operation.ts';
import type { Ports } from '../../ports.ts';
import { beginPromotion } from '../records/channel.ts';
import { isOpen } from '../records/rollout-schema.ts';
import { production } from '../support/champion.ts';
import { converge } from '../support/converge.ts';
import { promotionOf } from '../support/rollout-context.ts';
import { noteHand, openRolloutOf } from './open-rollout.ts';

/** The commit point at once, whatever the judge has seen: the rollout's run finds itself released. */
export async function promote({ pipeline, by }: OperateInput, ports: Ports): Promise<OperateOutput> {
  const record = await openRolloutOf(pipeline, ports.store, 'promote');
  const { version, champion, runId } = record;
  const [from, to] = [champion, version];
  if (isOpen(record)) {
    await beginPromotion(ports, production, promotionOf(record));
    // From the announcement on it goes forward, whoever goes on with it; this is for the name, and keeps the machine from moving on.
    await noteHand(pipeline, runId, { by, did: 'promote' }, ports);
  }
  const { outcome, sentence, waitSeconds } = await converge(pipeline, record, ports);
  if (outcome === 'pending') {
    const next = 'it gets there by itself; the same command looks on';
    return { progress: 'pending', waitSeconds, sentence: `${by} promotes ${version}: ${sentence}; ${next}`, from, to };
  }
  if (outcome !== 'promoted') throw new ConflictError('too-late', `${version} was not promoted: ${sentence}`);
  return { progress: 'done', waitSeconds: 0, sentence: `${sentence}; its run ends as released`, from, to };
}
