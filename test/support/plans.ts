import type { RolloutPlan } from '../../lib/core/rollout/step.ts';

/** A canary with these steps, each baked for `bakeSeconds` and decided within three times as long. */
export function canaryPlan(percents: number[] = [10, 50], bakeSeconds = 3, windowSeconds = 1): RolloutPlan {
  const deadlineSeconds = 3 * bakeSeconds;
  const steps = percents.map((percent) => ({ manner: 'split' as const, percent, bakeSeconds, deadlineSeconds }));
  return { strategy: 'canary', steps, windowSeconds };
}
