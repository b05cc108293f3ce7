import type { RolloutStep } from '../step.ts';
import { ab } from './ab.ts';
import { allAtOnce } from './all-at-once.ts';
import { canary } from './canary.ts';
import { linear } from './linear.ts';
import { shadow } from './shadow.ts';
import type { Around, Strategy, StrategyOptions } from './strategy.ts';

/** Every strategy by its word in `signalbox.yaml`; one line each. */
const strategies: { [K in StrategyOptions['kind']]: Strategy<K> } = {
  'all-at-once': allAtOnce,
  canary,
  linear,
  shadow,
  ab,
};

/** The steps that a policy's strategy takes. */
export function stepsOf<K extends StrategyOptions['kind']>(
  options: Extract<StrategyOptions, { kind: K }>,
  around: Around,
): RolloutStep[] {
  return (strategies[options.kind as K] as Strategy<K>).steps(options, around);
}
