import type { Arms } from './arms.ts';
import { cles, meanRatio } from './effect-size.ts';
import type { Level, Rules } from './rules.ts';

/** Kayenta's words for one metric. */
export type Label = 'Pass' | 'High' | 'Low' | 'Error' | 'Nodata' | 'NodataFailMetric';

/** What was found of one metric. */
export interface Finding {
  label: Label;
  /** A finding that fails the whole run, whatever else passes. */
  critical: boolean;
  /** Mean of the experiment over mean of the control; null where that is undefined. */
  ratio: number | null;
  reason: string;
}

/** An interval for the shift, and how large a shift either way is tolerated; in the metric's unit. */
export interface Comparison {
  lower: number;
  upper: number;
  tolerated: number;
  /** Effect size by the metric's measure; NaN where it is undefined, and then it is not asked. */
  effect: number;
  ratio: number;
}

export function effectOf(arms: Arms, measure: Rules['measure']): number {
  return (measure === 'cles' ? cles : meanRatio)(arms.experiment, arms.control);
}

/** High or Low where the whole interval lies beyond what is tolerated, in a direction that counts, by enough of an effect. */
export function labelOf(comparison: Comparison, rules: Rules, level: Level): Finding {
  const { lower, upper, tolerated, effect } = comparison;
  const { direction, allowed, criticalAt } = rules;
  // Negated, so that an undefined effect is not asked.
  const high = direction !== 'decrease' && lower > tolerated && !(effect < allowed.increase);
  const low = direction !== 'increase' && upper < -tolerated && !(effect > allowed.decrease);
  const label = high ? 'High' : low ? 'Low' : 'Pass';
  const grave = high ? !(effect < criticalAt.increase) : low && !(effect > criticalAt.decrease);
  return {
    label,
    critical: rules.critical && grave,
    ratio: Number.isNaN(comparison.ratio) ? null : comparison.ratio,
    reason: tell(comparison, level),
  };
}

function tell({ lower, upper, tolerated, ratio }: Comparison, { tail }: Level): string {
  const [from, to, at] = [lower, upper, tolerated].map(short);
  const times = Number.isNaN(ratio) ? '' : `; its mean is ${short(ratio)} times the control's`;
  return `the experiment is shifted by ${from} to ${to} (${short(100 - 200 * tail)} % confidence), ±${at} is tolerated${times}`;
}

/** Four significant digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
