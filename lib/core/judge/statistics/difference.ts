import { InputError } from '../../errors.ts';
import { type Interval, intervalRadius, logMeanE, type MeanState, meanStart, type Tuning } from './confidence.ts';
import { type Moments, type Range, squaresAround, unitMoments } from './moments.ts';

/** What is fixed before the first window of an A/B test. */
export interface DifferenceDesign {
  /** The outcome's range, in its unit. */
  range: Range;
  /** The smaller arm's share of the traffic, at its smallest over the whole test: 0 < minShare ≤ ½. */
  minShare: number;
  /** How many units in both arms the interval should be narrowest at. */
  optimumCount: number;
}

/** Units are counted in both arms; sums are of weighted differences. */
export interface DifferenceState extends MeanState {
  candidate: Moments;
  champion: Moments;
}

const none: Moments = { count: 0, sum: 0, sumOfSquares: 0 };
export const differenceStart: DifferenceState = { ...meanStart, candidate: none, champion: none };

/**
 * Mean outcome of the candidate minus the champion's, window by window, by inverse propensity weights around running means:
 * with m1, m0 the arms' means in earlier windows and w the candidate's share, a unit is X = m1 − m0 + (y − m1)/w in the candidate's arm
 * and m1 − m0 − (y − m0)/(1 − w) in the other. E[X] is the difference for any guesses, good ones only make it vary less.
 * X − (m1 − m0) is within ±1/min(w, 1 − w), the scale of the gamma-exponential mixture. Howard et al., arXiv 1810.08240, §4.2 (who take
 * twice that scale; their proof, by Fan's inequality, needs this much only).
 *
 * Assumes that each unit (a sticky user, not a request) is put into an arm by chance with share w, on its own, and counted once.
 */
export function differenceNext(
  state: DifferenceState,
  window: { candidate: Moments; champion: Moments },
  share: number,
  { range, minShare }: DifferenceDesign,
): DifferenceState {
  if (!(minShare > 0 && share >= minShare && share <= 1 - minShare)) {
    const allowed = `${minShare} to ${1 - minShare}, as the test was designed`;
    throw new InputError('judge-input', `the candidate's share must be within ${allowed}; got ${share}`);
  }
  const candidate = unitMoments(window.candidate, range);
  const champion = unitMoments(window.champion, range);
  const m1 = meanOf(state.candidate);
  const m0 = meanOf(state.champion);
  const count = candidate.count + champion.count;
  const weighted = (candidate.sum - candidate.count * m1) / share - (champion.sum - champion.count * m0) / (1 - share);
  const squares = squaresAround(candidate, m1) / share ** 2 + squaresAround(champion, m0) / (1 - share) ** 2;
  return {
    count: state.count + count,
    sum: state.sum + count * (m1 - m0) + weighted,
    variance: state.variance + squares,
    candidate: add(state.candidate, candidate),
    champion: add(state.champion, champion),
  };
}

/** An interval that holds the difference at all looks at once with probability 1 − alpha, in the outcome's unit; null without a unit. */
export function differenceInterval(state: DifferenceState, alpha: number, design: DifferenceDesign): Interval | null {
  const radius = intervalRadius(state, alpha, differenceTuning(design));
  if (radius === null) return null;
  const width = design.range.upper - design.range.lower;
  const estimate = state.sum / state.count;
  const inUnit = (value: number) => Math.min(1, Math.max(-1, value)) * width;
  return { lower: inUnit(estimate - radius), upper: inUnit(estimate + radius), estimate: inUnit(estimate) };
}

/** ln of the e-value against "candidate − champion is at most `bound`" (rejecting proves `above`) or "at least" (`below`), in the outcome's unit. */
export function logDifferenceE(
  state: DifferenceState,
  bound: number,
  proves: 'above' | 'below',
  design: DifferenceDesign,
): number {
  const width = design.range.upper - design.range.lower;
  return logMeanE(state, bound / width, proves, differenceTuning(design));
}

/** The variance of X where outcomes have a standard deviation of a quarter of their range. */
function differenceTuning({ minShare, optimumCount }: DifferenceDesign): Tuning {
  const variance = (1 / 16) * (1 / minShare + 1 / (1 - minShare));
  return { optimumVariance: optimumCount * variance, scale: 1 / minShare };
}

/** ½, the middle of the range, before the first outcome. */
function meanOf({ count, sum }: Moments): number {
  return count === 0 ? 0.5 : sum / count;
}

function add(a: Moments, b: Moments): Moments {
  return { count: a.count + b.count, sum: a.sum + b.sum, sumOfSquares: a.sumOfSquares + b.sumOfSquares };
}
