import type { Policy } from '../policy/schema.ts';
import { type DoorOptions, plainDoor, type RolloutPlan } from './step.ts';
import { stepsOf } from './strategies/registry.ts';
import { splitStep } from './strategies/strategy.ts';

type Strategy = Policy['rollout']['strategy'];

const longestLocalTestSeconds = 600;

/**
 * The plan of one rollout: the strategy's steps, and the timing of the place where it runs. Without a champion there is nothing
 * to shift from: one step of 100 %.
 */
export function planOf(policy: Policy, place: 'aws' | 'local', hasChampion: boolean): RolloutPlan {
  const { windowSeconds, bakeSeconds } = place === 'local' ? policy.local : policy.rollout;
  const { judge, baseline } = policy.rollout;
  const strategy = place === 'local' ? onLaptop(policy.rollout.strategy) : policy.rollout.strategy;
  const around = {
    bakeSeconds,
    patience: judge.patience,
    split: baseline === 'fresh' ? ('compared' as const) : ('split' as const),
  };
  const steps = hasChampion ? stepsOf(strategy, around) : [splitStep(100, around)];
  const door = doorOf(strategy);
  return { strategy: strategy.kind, steps, windowSeconds, ...(door ? { door } : {}) };
}

/** Nobody waits for days at a laptop: a shadow lasts as long as its bakes there, a test ten minutes at most. */
function onLaptop(strategy: Strategy): Strategy {
  if (strategy.kind === 'shadow') return { ...strategy, shadowSeconds: undefined };
  if (strategy.kind !== 'ab') return strategy;
  return { ...strategy, horizonSeconds: Math.min(strategy.horizonSeconds, longestLocalTestSeconds) };
}

function doorOf(strategy: Strategy): DoorOptions | undefined {
  if (strategy.kind === 'shadow') return { ...plainDoor, tolerance: strategy.tolerance };
  if (strategy.kind !== 'ab') return undefined;
  const { userHeader, metric } = strategy;
  return { ...plainDoor, userHeader, lowest: metric.lowest, highest: metric.highest };
}
