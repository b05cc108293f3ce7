import { ConflictError, InternalError } from '../core/errors.ts';
import type { RolloutShiftOutput, RolloutStepInput } from '../core/rollout/step-io.ts';
import type { Ports } from '../ports.ts';
import type { RolloutRecord } from './records/rollout-schema.ts';
import { isOpen } from './records/rollout-schema.ts';
import { mendTraffic } from './support/mend-traffic.ts';
import { type Moved, moveLimitSeconds, moveTraffic } from './support/move-traffic.ts';
import { overOr, ownRollout, routeOfStep } from './support/rollout-context.ts';

/** Moves traffic to a step's share, and notes when. Repeating it changes nothing. */
export async function rolloutShift(input: RolloutStepInput, ports: Ports): Promise<RolloutShiftOutput> {
  const own = await ownRollout(input, ports);
  const { step } = input;
  if (own.over) return { progress: 'over', waitSeconds: 0, step, percent: 0 };
  const { pipeline, record } = own;
  const { percent } = record.plan.steps[step] ?? {};
  if (percent === undefined) throw new InternalError('step-unknown', `the plan has no step ${step}`);
  const said = { step, percent, waitSeconds: 0 };
  const moved = await move(pipeline, input, record, ports);
  if (moved === 'held') return { ...said, progress: 'held', step: Math.max(record.step, 0) };
  if (moved === 'over' || moved.progress === 'foreign') return { ...said, progress: 'over' };
  if (moved.progress === 'pending') {
    if (moved.seconds < moveLimitSeconds(record)) return { ...said, ...moved };
    throw new InternalError('shift-overdue', `traffic was not at ${percent} % after ${Math.round(moved.seconds)} s`);
  }
  if (moved.record?.runId === input.runId && isOpen(moved.record) && !moved.record.converging)
    return { ...said, progress: 'done' };
  // This call outlived its execution, and recovery closed the rollout before our write to the target: it is taken back at once.
  // Should we die right here, the reaper finds our intent on record.
  await mendTraffic(pipeline, ports);
  return { ...said, progress: 'over' };
}

async function move(
  pipeline: string,
  input: RolloutStepInput,
  record: RolloutRecord,
  ports: Ports,
): Promise<Moved | 'held' | 'over'> {
  const { runId, token, step } = input;
  const route = routeOfStep(record, step);
  const shiftedAt = () => ports.clock.now().toISOString();
  const note = (now: RolloutRecord): RolloutRecord =>
    now.step === step ? now : { ...now, step, shiftedAt: shiftedAt(), heldSeconds: 0 };
  try {
    return await moveTraffic(pipeline, record, { runId, token, route, kind: 'step' }, ports, note);
  } catch (error) {
    if (error instanceof ConflictError && error.code === 'rollout-held') return 'held';
    // Who did may have gone away while traffic was on its way: whoever goes on with it finishes it.
    if (error instanceof ConflictError && error.code === 'rollout-ended') return 'over';
    return overOr(error, input, ports);
  }
}
