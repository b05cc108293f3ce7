import type { Policy } from '../policy/schema.ts';
import type { RolloutPlan } from '../step-io.ts';
import { stepPercentsOf } from './strategies/registry.ts';

/** The plan of one rollout: the strategy's steps, and the timing of the place where it runs. */
export function planOf(policy: Policy, place: 'aws' | 'local', hasChampion: boolean): RolloutPlan {
  const { windowSeconds, bakeSeconds } = place === 'local' ? policy.local : policy.rollout;
  const { strategy } = policy.rollout;
  return { strategy: strategy.kind, stepPercents: stepPercentsOf(strategy, hasChampion), windowSeconds, bakeSeconds };
}
