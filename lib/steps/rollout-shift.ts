import { ConflictError, InternalError } from '../core/errors.ts';
import { sameRoute } from '../core/rollout/traffic.ts';
import type { RolloutStepInput } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { type RolloutRecord, updateRollout } from './records/rollout-record.ts';
import { converge } from './support/converge.ts';
import { ownRollout, routeAt } from './support/rollout-context.ts';

/** Moves traffic to a step's share, and notes when. Repeating it changes nothing. */
export async function rolloutShift(input: RolloutStepInput, ports: Ports): Promise<{ step: number; percent: number }> {
  const { pipeline, record } = await ownRollout(input, ports);
  const percent = record.plan.stepPercents[input.step];
  if (percent === undefined) throw new InternalError('step-unknown', `the plan has no step ${input.step}`);
  const before = input.step === 0 ? 0 : (record.plan.stepPercents[input.step - 1] ?? 0);
  const route = routeAt(record, percent);
  if (!sameRoute(await ports.target.observe(), route)) await ports.target.shift(route, routeAt(record, before));
  await note(input, pipeline, record, ports);
  return { step: input.step, percent };
}

/**
 * When this call outlived its execution, recovery closed the rollout before our write to the target: then that write is
 * taken back at once. Should we die right here, the next recovery sees our candidate in a route where it has no business.
 */
async function note(input: RolloutStepInput, pipeline: string, record: RolloutRecord, ports: Ports): Promise<void> {
  const { step, runId } = input;
  const shiftedAt = ports.clock.now().toISOString();
  try {
    await updateRollout(ports.store, pipeline, runId, (now) => (now.step === step ? now : { ...now, step, shiftedAt }));
  } catch (error) {
    if (error instanceof ConflictError) await converge(pipeline, record, ports);
    throw error;
  }
}
