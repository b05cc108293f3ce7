import { type Counts, checkCounts } from './counts.ts';
import { logMultinomialE } from './dirichlet-multinomial.ts';
import { bisect } from './special-functions/bisect.ts';

/**
 * An interval for an error rate that holds at all looks at once with probability 1 − alpha: every rate that the two-sided
 * beta-binomial mixture does not refute. It is narrowest around `optimumRequests` requests. Howard et al., arXiv 1810.08240;
 * there the mixture's precision is ρ(v) − v/t at v = p (1 − p) t, which is k = t/(2 ln 1/α + ln(1 + 2 ln 1/α)) − 1 for every p.
 * Requests are taken as independent. Oracle: confseq `bernoulli_confidence_interval`.
 */
export function bernoulliInterval(
  counts: Counts,
  alpha: number,
  optimumRequests: number,
): { lower: number; upper: number } {
  checkCounts(counts, 'arm');
  const { requests, errors } = counts;
  if (requests === 0) return { lower: 0, upper: 1 };
  const bar = 2 * Math.log(1 / alpha);
  const concentration = Math.max(optimumRequests / (bar + Math.log1p(bar)) - 1, 1e-3);
  const refuted = (rate: number) => {
    if (rate <= 0 || rate >= 1) return Number.POSITIVE_INFINITY;
    return logMultinomialE([errors, requests - errors], [rate, 1 - rate], concentration) + Math.log(alpha);
  };
  const mean = errors / requests;
  return {
    lower: errors === 0 ? 0 : bisect((rate) => -refuted(rate), 0, mean),
    upper: errors === requests ? 1 : bisect(refuted, mean, 1),
  };
}
