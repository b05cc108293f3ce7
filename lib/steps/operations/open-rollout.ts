import { ConflictError, UsageError } from '../../core/errors.ts';
import type { EndedByHand } from '../../core/run.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { readChannel } from '../records/channel.ts';
import { readRollout, updateRollout } from '../records/rollout-record.ts';
import { isOpen, type RolloutRecord, rollbackStrategy } from '../records/rollout-schema.ts';
import { production } from '../support/champion.ts';

/**
 * The rollout that is under way, or the last one where it was ended in just this way, so that asking again finds it.
 * @throws UsageError `no-rollout`
 */
export async function openRolloutOf(
  pipeline: string,
  store: ObjectStore,
  did?: EndedByHand['did'],
): Promise<RolloutRecord> {
  const record = await readRollout(store, pipeline);
  const asked = record && (isOpen(record) || (did !== undefined && record.ended?.did === did));
  if (record && asked && record.plan.strategy !== rollbackStrategy) return record;
  const { current } = await readChannel(store, production);
  throw new UsageError('no-rollout', `no rollout is under way; ${current ?? 'nothing'} serves`);
}

/** Writes down who ended an open rollout by hand; the first one who did stays. Nothing happens where it is closed by now. */
export async function noteHand(
  pipeline: string,
  runId: string,
  { by, did }: Pick<EndedByHand, 'by' | 'did'>,
  ports: Ports,
): Promise<void> {
  const at = ports.clock.now().toISOString();
  const promoting = did === 'promote' ? { state: 'promoting' as const } : {};
  try {
    await updateRollout(ports.store, pipeline, runId, (now) => {
      if (now.ended && now.ended.did === did) return undefined;
      // What was decided since is what counts.
      return { ...now, ...promoting, ended: did === 'promote' || !now.ended ? { by, did, at } : now.ended };
    });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
