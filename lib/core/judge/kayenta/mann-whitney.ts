import { brentRoot } from './brent.ts';
import { midranks } from './midranks.ts';

/** How far the experiment lies above the control: an interval and an estimate, in the metric's unit. */
export interface Shift {
  lower: number;
  upper: number;
  estimate: number;
}

/**
 * Kayenta's interval: the shifts that a two-sided Mann–Whitney test with normal approximation, continuity and tie correction
 * does not reject, found like R's `wilcox.test(experiment, control, conf.int = TRUE, exact = FALSE)` finds them. Both roots are
 * inexact by up to 1e-4 in the metric's unit, so the lower end may lie above the upper one.
 * @param z quantile of the standard normal distribution at 1 − α/2
 * @returns null when all values are tied, where Kayenta throws.
 */
export function shiftInterval(experiment: readonly number[], control: readonly number[], z: number): Shift | null {
  const [lowest, highest] = [min(experiment) - max(control), max(experiment) - min(control)];
  let tied = false;
  const root = (quantile: number, guarded: boolean): number => {
    const f = (shift: number) => {
      const value = wilcoxonDiff(experiment, control, shift, quantile);
      tied ||= Number.isNaN(value);
      return value;
    };
    const [low, high] = [f(lowest), f(highest)];
    if (guarded && low <= 0) return lowest;
    if (guarded && high >= 0) return highest;
    return brentRoot({ at: lowest, f: low }, { at: highest, f: high }, f);
  };
  const shift = { lower: root(z, true), upper: root(-z, true), estimate: root(0, false) };
  return tied ? null : shift;
}

/** The standardized rank sum of the experiment moved down by `shift`, less a quantile. NaN when all values are tied. */
export function wilcoxonDiff(
  experiment: readonly number[],
  control: readonly number[],
  shift: number,
  quantile: number,
) {
  const [n, m] = [experiment.length, control.length];
  const { ranks, ties } = midranks([...experiment.map((value) => value - shift), ...control]);
  const sum = ranks.slice(0, n).reduce((total, rank) => total + rank, 0);
  const excess = sum - (n * (n + 1)) / 2 - (n * m) / 2;
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  return (excess - 0.5 * Math.sign(excess)) / Math.sqrt(variance) - quantile;
}

const min = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value));
const max = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value));
