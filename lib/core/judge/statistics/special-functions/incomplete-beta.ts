import { continuedFraction } from './continued-fraction.ts';
import { logDeviance } from './log-deviance.ts';
import { halfLogTwoPi, stirlingCorrection } from './log-gamma.ts';

/**
 * ln of both tails of Beta(a, b) at x: lower = ln I_x(a, b) and upper = ln(1 − I_x(a, b)), each right where it is tiny. The
 * continued fraction (DLMF 8.17.22) gives the tail on the far side of the mean, the other is its complement.
 * a, b > 0, 0 ≤ x ≤ 1. Oracle: scipy.stats.beta.logcdf and logsf.
 */
export function logBetaTails(x: number, a: number, b: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 };
  if (x >= 1) return { lower: 0, upper: Number.NEGATIVE_INFINITY };
  const weight = logBetaWeight(x, a, b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = weight - Math.log(a) + Math.log(fraction(x, a, b));
    return { lower, upper: complement(lower) };
  }
  const upper = weight - Math.log(b) + Math.log(fraction(1 - x, b, a));
  return { lower: complement(upper), upper };
}

/** I_x(a, b), the regularised incomplete beta function: P(X ≤ x) for X ~ Beta(a, b). */
export function betaCdf(x: number, a: number, b: number): number {
  return Math.exp(logBetaTails(x, a, b).lower);
}

/**
 * ln(xᵃ (1 − x)ᵇ / B(a, b)), as deviances from the mean and Stirling's corrections, since the plain form cancels.
 * a ln(x/μ) + b ln((1−x)/(1−μ)) with μ = a/(a+b): the linear terms (a + b)(x − μ) of both logarithms are equal and opposite.
 */
function logBetaWeight(x: number, a: number, b: number): number {
  const n = a + b;
  const off = x - a / n;
  const deviance = a * logDeviance(x, a / n, off) + b * logDeviance(1 - x, b / n, -off);
  const correction = stirlingCorrection(a) + stirlingCorrection(b) - stirlingCorrection(n);
  return deviance + 0.5 * Math.log((a / n) * b) - halfLogTwoPi - correction;
}

function complement(log: number): number {
  return Math.log1p(-Math.min(1, Math.exp(log)));
}

function fraction(x: number, a: number, b: number): number {
  const terms = 1000 + 20 * Math.ceil(Math.sqrt(Math.max(a, b)));
  const coefficient = (j: number) => {
    const m = Math.floor(j / 2);
    if (j % 2 === 1) return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  };
  return continuedFraction((i) => ({ a: i === 1 ? 1 : coefficient(i - 1), b: 1 }), terms);
}
