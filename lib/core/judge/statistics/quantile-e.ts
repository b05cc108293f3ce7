import { InputError } from '../../errors.ts';
import { logShareE } from './dirichlet-multinomial.ts';
import { binsOf, countOf, type LogHistogram } from './log-histogram.ts';

export interface QuantileClaim {
  /** Which quantile, inside (0, 1): 0.99 is the 99th percentile. */
  quantile: number;
  /** H0: the candidate's quantile is at most `ratio` times the champion's. */
  ratio: number;
  /** Upper edge of a histogram's bin over its lower edge, above 1. */
  growth: number;
  /** Of the mixtures in use, see dirichlet-multinomial.ts. */
  concentration?: number;
}

/**
 * ln of the e-value against "the candidate's quantile is at most `ratio` times the champion's", from all values so far.
 *
 * If H0 is true and x is the champion's quantile, then at most `quantile` of its values are below x, and at most 1 − quantile of the
 * candidate's are above ratio·x. Each is tested by a one-sided beta-binomial mixture; their product is an e-process at the true x, so
 * the least product over all x is below one, whatever x is. This is the two-sample test of Howard & Ramdas, arXiv 1906.09712, with
 * one side and a ratio. It needs independent values, but neither equal arms nor any shape of the distributions.
 *
 * It is an e-value like any other, for combine-e.ts; the histograms hold everything since the start, for the counts are its state.
 * Bins only lose: a value counts as below x when its whole bin is, so a proof needs a worsening of up to `growth` more.
 */
export function logQuantileE(candidate: LogHistogram, champion: LogHistogram, claim: QuantileClaim): number {
  const { quantile, concentration } = claim;
  const shift = shiftOf(claim);
  const above = rising(candidate);
  const below = rising(champion);
  const n1 = countOf(candidate);
  const n0 = countOf(champion);
  // Counts change only where x enters the bin after one of the champion's, or ratio·x one of the candidate's.
  const steps = [...binsOf(champion).map((bin) => bin + 1), ...binsOf(candidate).map((bin) => bin - shift)];
  const logs = [Math.min(0, ...steps) - 1, ...steps].map((x) => {
    const slower = n1 - above(x + shift);
    const faster = below(x - 1);
    return (
      logShareE({ candidate: slower, champion: n1 - slower }, 1 - quantile, concentration) +
      logShareE({ candidate: faster, champion: n0 - faster }, quantile, concentration)
    );
  });
  return logs.reduce((least, log) => Math.min(least, log));
}

/** The bins that ratio·x can be ahead of x. */
function shiftOf({ quantile, ratio, growth }: QuantileClaim): number {
  if (quantile > 0 && quantile < 1 && ratio > 0 && Number.isFinite(ratio) && growth > 1) {
    // A ratio that is a whole power of growth must not become one more by rounding.
    return Math.ceil(Math.log(ratio) / Math.log(growth) - 1e-9);
  }
  const got = `quantile ${quantile}, ratio ${ratio}, growth ${growth}`;
  throw new InputError(
    'judge-input',
    `a quantile in 0 to 1, a ratio above 0 and a growth above 1 are needed; got ${got}`,
  );
}

/** How many values are in bins up to and with this one. */
function rising(histogram: LogHistogram): (bin: number) => number {
  const bins = binsOf(histogram);
  return (upTo) => bins.reduce((sum, bin) => (bin <= upTo ? sum + (histogram[bin] ?? 0) : sum), 0);
}
