import { gammaExponentialBound, logGammaExponential, mixtureRho } from './gamma-exponential.ts';
import { type Moments, type Range, squaresAround, unitMoments } from './moments.ts';

/** Sums over all windows so far, of values on the scale on which their range is [0, 1]. */
export interface MeanState {
  count: number;
  sum: number;
  /** Σ (value − guess)², the guess being made before the value's window. */
  variance: number;
}

/** Where a sequence is sharpest. It is valid for any choice made before the first window. */
export interface Tuning {
  /** The `variance` at which the interval is narrowest; as a rule the expected count times the values' variance. */
  optimumVariance: number;
  /** How far a value can be from its guess. 1 for a mean. */
  scale: number;
}

export interface Interval {
  lower: number;
  upper: number;
  estimate: number;
}

export const meanStart: MeanState = { count: 0, sum: 0, variance: 0 };
const meanTuning: Tuning = { optimumVariance: 10, scale: 1 };

const unit: Range = { lower: 0, upper: 1 };
/** ρ is chosen for this level, whatever level is asked for: it must not depend on what is asked. */
const tunedFor = 0.05;

/**
 * The mean of bounded values, window by window: Howard et al., arXiv 1810.08240, Theorem 4 (empirical Bernstein). The variance is
 * about guesses from earlier windows, so a window's count, sum and sum of squares are all it takes, and nothing is lost but the
 * guess's progress within the window. Assumes values of one mean given the past, and in `range`; their spread may change.
 */
export function meanNext(state: MeanState, window: Moments, range: Range = unit): MeanState {
  const moments = unitMoments(window, range);
  // One value ½ was seen before all others.
  const guess = (0.5 + state.sum) / (1 + state.count);
  return {
    count: state.count + moments.count,
    sum: state.sum + moments.sum,
    variance: state.variance + squaresAround(moments, guess),
  };
}

/**
 * An interval that holds the mean at all looks at once with probability 1 − alpha, in the unit of `range`, and clipped to it.
 * Null without a value: there is nothing to estimate.
 */
export function meanInterval(
  state: MeanState,
  alpha: number,
  range: Range = unit,
  tuning: Tuning = meanTuning,
): Interval | null {
  const radius = intervalRadius(state, alpha, tuning);
  if (radius === null) return null;
  const estimate = state.sum / state.count;
  const inUnit = (value: number) => range.lower + Math.min(1, Math.max(0, value)) * (range.upper - range.lower);
  return { lower: inUnit(estimate - radius), upper: inUnit(estimate + radius), estimate: inUnit(estimate) };
}

/** Half the width before clipping; each side has half of alpha. */
export function intervalRadius({ count, variance }: MeanState, alpha: number, tuning: Tuning): number | null {
  if (count === 0) return null;
  const rho = mixtureRho(tuning.optimumVariance, tunedFor / 2);
  return gammaExponentialBound(variance, alpha / 2, rho, tuning.scale) / count;
}

/**
 * ln of the e-value against "the mean is at most `bound`" (rejecting proves `above`) or "at least" (`below`); `bound` is on the
 * scale of the state, [0, 1] for a mean.
 */
export function logMeanE(
  { count, sum, variance }: MeanState,
  bound: number,
  proves: 'above' | 'below',
  tuning: Tuning = meanTuning,
): number {
  const deviation = sum - count * bound;
  const rho = mixtureRho(tuning.optimumVariance, tunedFor);
  return logGammaExponential(proves === 'above' ? deviation : -deviation, variance, rho, tuning.scale);
}
