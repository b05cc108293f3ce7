import type { OperateInput, OperateOutput } from '../../core/operation.ts';
import type { Ports } from '../../ports.ts';
import { updateRollout } from '../records/rollout-record.ts';
import type { RolloutRecord } from '../records/rollout-schema.ts';
import { openRolloutOf } from './open-rollout.ts';

/** Lets a held rollout go on, with the time it had left. */
export async function resume({ pipeline, by }: OperateInput, ports: Ports): Promise<OperateOutput> {
  const { runId, champion, version, paused } = await openRolloutOf(pipeline, ports.store);
  const now = ports.clock.now().getTime();
  await updateRollout(ports.store, pipeline, runId, (record) => resumed(record, now));
  const sentence = paused
    ? `${by} let the rollout of ${version} go on, which ${paused.by} had held since ${paused.at}`
    : `the rollout of ${version} is not held: it goes on`;
  return { progress: 'done', waitSeconds: 0, sentence, from: champion, to: champion };
}

function resumed(record: RolloutRecord, nowMs: number): RolloutRecord | undefined {
  if (!record.paused) return undefined;
  // Of a pause before the first shift, no step has lost time.
  const from = Math.max(Date.parse(record.paused.at), Date.parse(record.shiftedAt ?? record.paused.at));
  const heldSeconds = record.step < 0 ? 0 : record.heldSeconds + Math.max(0, nowMs - from) / 1000;
  return { ...record, paused: null, heldSeconds };
}
