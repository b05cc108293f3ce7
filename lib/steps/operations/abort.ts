import { ConflictError } from '../../core/errors.ts';
import type { OperateInput, OperateOutput } from '../../core/operation.ts';
import type { RolloutOutput } from '../../core/rollout/step-io.ts';
import type { Ports } from '../../ports.ts';
import { forbidPromotion } from '../records/channel.ts';
import type { RolloutRecord } from '../records/rollout-schema.ts';
import { production } from '../support/champion.ts';
import { converge } from '../support/converge.ts';
import { onItsWay } from './on-its-way.ts';
import { noteHand, openRolloutOf } from './open-rollout.ts';

/** Takes the rollout back at once; its run ends as rolled back, by whoever said so. */
export async function abort({ pipeline, by }: OperateInput, ports: Ports): Promise<OperateOutput> {
  const record = await openRolloutOf(pipeline, ports.store, 'abort');
  const { version, champion } = record;
  const { outcome, sentence, waitSeconds } = await endRollout(pipeline, record, { by, did: 'abort' }, ports);
  const said = { waitSeconds, from: champion, to: champion };
  if (outcome === 'pending') {
    return {
      ...said,
      progress: 'pending',
      sentence: `${by} aborted the rollout of ${version}: ${onItsWay({ sentence })}`,
    };
  }
  if (outcome === 'promoted')
    throw new ConflictError('too-late', `${version} had been decided on, and serves; \`signalbox rollback\` goes back`);
  if (outcome === 'unknown') throw new ConflictError('foreign-writer', sentence);
  return { ...said, progress: 'done', sentence: `${version}: ${sentence}; its run ends as rolled back` };
}

/** Ends an open rollout by hand, back where it is not too late for that; what it came to. */
export async function endRollout(
  pipeline: string,
  record: RolloutRecord,
  { by, did }: { by: string; did: 'abort' | 'rollback' },
  ports: Ports,
): Promise<RolloutOutput> {
  // First of all, so that nobody promotes it while we write who it was.
  if ((await forbidPromotion(ports, production, record)) === 'back')
    await noteHand(pipeline, record.runId, { by, did }, ports);
  return converge(pipeline, record, ports);
}
