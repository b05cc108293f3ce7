import type { RolloutStep } from '../step.ts';
import { allAtOnce } from './all-at-once.ts';
import { canary } from './canary.ts';
import { linear } from './linear.ts';
import type { Around, Strategy, StrategyOptions } from './strategy.ts';

/** The candidate sees requests and answers nobody; what follows a passed shadow is another strategy, or the promotion. */
export const shadow: Strategy<'shadow'> = {
  kind: 'shadow',
  steps: ({ source, samplePercent, shadowSeconds, next }, around) => {
    const bakeSeconds = shadowSeconds ?? around.bakeSeconds;
    const manner = source === 'replay' ? 'replayed' : 'mirrored';
    const first = {
      manner,
      percent: samplePercent,
      bakeSeconds,
      deadlineSeconds: bakeSeconds * around.patience,
    } as const;
    return [first, ...(next ? followed(next, around) : [])];
  },
};

function followed(
  next: NonNullable<Extract<StrategyOptions, { kind: 'shadow' }>['next']>,
  around: Around,
): RolloutStep[] {
  switch (next.kind) {
    case 'all-at-once':
      return allAtOnce.steps(next, around);
    case 'canary':
      return canary.steps(next, around);
    case 'linear':
      return linear.steps(next, around);
  }
}
