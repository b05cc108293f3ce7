import type { Arms } from './arms.ts';
import { mean } from './effect-size.ts';
import { exactShift } from './exact-shift.ts';
import { effectOf, type Finding, labelOf } from './label.ts';
import { percentile } from './outliers.ts';
import { type Level, netflixLevel, type Rules } from './rules.ts';

/** Differences below this share of the largest value are rounding and no change, so that a change of unit flips nothing. */
export const roundingShare = 1e-9;

/** The largest magnitude of both arms, NaN left out. */
export function largestOf({ control, experiment }: Arms): number {
  return [...control, ...experiment].reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
}

/**
 * Labels one metric by the rules of Kayenta and without its mended defects (`kayentaDefects`): an exact interval, a tolerance
 * relative to the control's median, and no label but Nodata where too few points could prove anything.
 * @param arms after `prepare`
 */
export function classifyFixed(arms: Arms, rules: Rules, level: Level = netflixLevel): Finding {
  const { control, experiment } = arms;
  const size = `${experiment.length} points of the experiment and ${control.length} of the control`;
  if (control.length === 0 || experiment.length === 0) {
    const { mustHaveData, critical } = rules;
    const label = mustHaveData ? 'NodataFailMetric' : 'Nodata';
    return { label, critical: mustHaveData && critical, ratio: null, reason: `no data: ${size}` };
  }
  const largest = largestOf(arms);
  if (largest === Number.POSITIVE_INFINITY)
    return { label: 'Error', critical: false, ratio: null, reason: 'an arm holds an infinite value' };
  const shift = exactShift(experiment, control, level);
  if (!shift) {
    const reason = `${size} cannot give ${100 - 200 * level.tail} % confidence`;
    return { label: 'Nodata', critical: false, ratio: null, reason };
  }
  const rounding = largest * roundingShare;
  const ratio = steadyRatio(arms, rounding);
  return labelOf(
    {
      lower: shift.lower - rounding,
      upper: shift.upper + rounding,
      tolerated: level.tolerance * Math.abs(percentile(control, 50)),
      effect: rules.measure === 'cles' ? effectOf(arms, 'cles') : ratio,
      ratio,
    },
    rules,
    level,
  );
}

/** The ratio of means to nine digits, and NaN where a mean is 0 but for rounding. */
function steadyRatio({ control, experiment }: Arms, rounding: number): number {
  const [above, below] = [mean(experiment), mean(control)];
  if (Math.abs(above) <= rounding || Math.abs(below) <= rounding) return Number.NaN;
  return Number((above / below).toPrecision(9));
}
