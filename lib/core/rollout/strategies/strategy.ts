import type { Policy } from '../../policy/schema.ts';
import type { RolloutStep } from '../step.ts';
import type { Manner } from '../traffic.ts';

export type StrategyOptions = Policy['rollout']['strategy'];

/** What a strategy knows of the rollout around it. */
export interface Around {
  bakeSeconds: number;
  /** How many bakes a step may take to be decided. */
  patience: number;
  /** How callers' traffic is divided where the strategy leaves it open. */
  split: Extract<Manner, 'split' | 'compared'>;
}

/** How traffic moves: options to steps; promotion follows the last. One file each. */
export interface Strategy<K extends StrategyOptions['kind'] = StrategyOptions['kind']> {
  kind: K;
  steps(options: Extract<StrategyOptions, { kind: K }>, around: Around): RolloutStep[];
}

/** A step in which callers are answered by the candidate for a share of their requests. */
export function splitStep(percent: number, { bakeSeconds, patience, split }: Around): RolloutStep {
  // With all traffic on the candidate, or more than half, no equal share is left to compare with.
  const manner = percent > 50 ? 'split' : split;
  return { manner, percent, bakeSeconds, deadlineSeconds: bakeSeconds * patience };
}
