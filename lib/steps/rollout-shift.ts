import { InternalError } from '../core/errors.ts';
import { sameRoute } from '../core/rollout/traffic.ts';
import type { ShiftInput } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { updateRollout } from './records/rollout-record.ts';
import { ownRollout, routeAt } from './support/rollout-context.ts';

/** Moves traffic to a step's share, and notes when. Repeating it changes nothing. */
export async function rolloutShift(input: ShiftInput, ports: Ports): Promise<{ step: number; percent: number }> {
  const { pipeline, record } = await ownRollout(input, ports);
  const percent = record.plan.stepPercents[input.step];
  if (percent === undefined) throw new InternalError('step-unknown', `the plan has no step ${input.step}`);
  const before = input.step === 0 ? 0 : (record.plan.stepPercents[input.step - 1] ?? 0);
  const route = routeAt(record, percent);
  if (!sameRoute(await ports.target.observe(), route)) await ports.target.shift(route, routeAt(record, before));
  const shiftedAt = ports.clock.now().toISOString();
  await updateRollout(ports.store, pipeline, input.runId, (now) =>
    now.step === input.step ? now : { ...now, step: input.step, shiftedAt },
  );
  return { step: input.step, percent };
}
