import type { Policy } from '../../policy/schema.ts';
import { allAtOnce } from './all-at-once.ts';
import { canary } from './canary.ts';

type Options = Policy['rollout']['strategy'];
type Strategies = {
  [K in Options['kind']]: { kind: K; stepPercents(options: Extract<Options, { kind: K }>): number[] };
};

/** Every strategy by its word in `signalbox.yaml`; one line each. */
const strategies: Strategies = { 'all-at-once': allAtOnce, canary };

/** Percent of traffic for the candidate, step by step. Without a champion there is nothing to shift from: one step of 100. */
export function stepPercentsOf(options: Options, hasChampion: boolean): number[] {
  if (!hasChampion) return [100];
  return options.kind === 'canary'
    ? strategies.canary.stepPercents(options)
    : strategies['all-at-once'].stepPercents(options);
}
