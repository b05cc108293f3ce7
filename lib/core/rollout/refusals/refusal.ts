import type { Policy } from '../../policy/schema.ts';
import type { RolloutStep } from '../step.ts';
import { stepsOf } from '../strategies/registry.ts';
import type { StrategyOptions } from '../strategies/strategy.ts';
import type { TargetFacts } from '../target-facts.ts';

/** What is known of a rollout before it begins. */
export interface RolloutFacts {
  rollout: Policy['rollout'];
  task: Policy['evaluation']['task'];
  served: TargetFacts;
}

/** A combination that AWS would quietly turn into another, or that can have no effect. */
export interface Refusal {
  /** Stable: the documentation and messages name it. */
  id: string;
  /** What would happen, and what to choose instead. */
  sentence: string;
  /** The settings with the values got; undefined where the facts do not have the combination, or too little is known. */
  got(facts: RolloutFacts): string | undefined;
}

/** `setting` where it holds. */
export function when(holds: boolean | undefined, setting: string): string | undefined {
  return holds ? setting : undefined;
}

export function kindOf({ rollout }: RolloutFacts): string {
  return `strategy ${rollout.strategy.kind}`;
}

/** How callers' traffic is divided: by the strategy, or by what follows its shadow; undefined: not at all. */
export function splitting({ rollout: { strategy } }: RolloutFacts): StrategyOptions | undefined {
  return strategy.kind === 'shadow' ? strategy.next : strategy;
}

/** The steps with a champion to shift from. */
export function stepsAmong({ rollout }: RolloutFacts): RolloutStep[] {
  const { strategy, bakeSeconds, judge, baseline } = rollout;
  const split = baseline === 'fresh' ? 'compared' : 'split';
  return stepsOf(strategy, { bakeSeconds, patience: judge.patience, split });
}

export function isMirrored({ rollout: { strategy } }: RolloutFacts): boolean {
  return strategy.kind === 'shadow' && strategy.source === 'mirror';
}
