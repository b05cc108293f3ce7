import type { Policy } from '../policy/schema.ts';
import type { RolloutPlan } from '../rollout/step.ts';

/**
 * What a run may take beside its checks and its training until its rollout begins: a place in the builds' queue (an hour) and the image
 * (half an hour), profiles, scores and verdicts with all their retries (two hours), and as much again where it is judged anew.
 */
const aroundSeconds = 6 * 3_600;

/** A rollout that somebody holds and comes back to the next day is none that hangs. */
const heldSeconds = 24 * 3_600;

/** Seconds from the lease to the rollout that a run of this policy may take. A spot training may wait an hour for its machine. */
export function provingSeconds({ checksTimeLimitSeconds, training }: Policy): number {
  return aroundSeconds + checksTimeLimitSeconds + training.timeLimitSeconds;
}

/**
 * Seconds that a rollout of this plan may take: every step to its deadline, a movement before each and one at the end.
 * @param moveSeconds what the target may take to move traffic once
 */
export function rolloutSeconds({ steps }: RolloutPlan, moveSeconds: number): number {
  const baking = steps.reduce(
    (sum, { bakeSeconds, deadlineSeconds }) => sum + Math.max(bakeSeconds, deadlineSeconds),
    0,
  );
  return baking + (steps.length + 1) * moveSeconds + heldSeconds;
}
