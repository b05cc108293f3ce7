import { continuedFraction } from './continued-fraction.ts';
import { logDeviance } from './log-deviance.ts';
import { halfLogTwoPi, stirlingCorrection } from './log-gamma.ts';

/**
 * The regularised incomplete gamma functions P (lower) and Q = 1 − P (upper) for a > 0, x ≥ 0, and their logarithms, which
 * hold far out where the functions themselves are 0. Below x = a + 1 the series of P, above it the continued fraction of Q
 * (Abramowitz & Stegun 6.5.29, 6.5.31). Oracle: scipy.special.gammainc, gammaincc and scipy.stats.gamma.logsf.
 */
export function gammaP(a: number, x: number): number {
  return Math.exp(logGammaP(a, x));
}

export function gammaQ(a: number, x: number): number {
  return Math.exp(logGammaQ(a, x));
}

export function logGammaP(a: number, x: number): number {
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  return x < a + 1 ? logGammaWeight(a, x) + Math.log(lowerSeries(a, x)) : Math.log1p(-upper(a, x));
}

export function logGammaQ(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x < a + 1) return Math.log1p(-Math.min(1, Math.exp(logGammaP(a, x))));
  return logGammaWeight(a, x) + Math.log(upperFraction(a, x));
}

/**
 * ln(xᵃ e⁻ˣ / Γ(a)), as a deviance and Stirling's correction: written plainly, three numbers of size a ln a would cancel and
 * leave 10 digits at a = 10⁶.
 */
export function logGammaWeight(a: number, x: number): number {
  return a * logDeviance(x, a) + 0.5 * Math.log(a) - halfLogTwoPi - stirlingCorrection(a);
}

/** Σ xᵏ / (a (a + 1) … (a + k)), k from 0: P(a, x) over its weight. All terms are positive. */
export function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function upper(a: number, x: number): number {
  return x === Number.POSITIVE_INFINITY ? 0 : Math.exp(logGammaWeight(a, x)) * upperFraction(a, x);
}

/** Q(a, x) over its weight, for x ≥ a + 1. */
function upperFraction(a: number, x: number): number {
  const terms = 1000 + 20 * Math.ceil(Math.sqrt(a));
  return continuedFraction((i) => ({ a: i === 1 ? 1 : (i - 1) * (a - i + 1), b: x + 2 * i - 1 - a }), terms);
}
