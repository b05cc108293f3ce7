import { logGammaQ } from './incomplete-gamma.ts';
import { halfLogTwoPi } from './log-gamma.ts';

/** Φ(x), right in both tails: Φ(−x) = ½ Q(½, x²/2) for x ≥ 0. Oracle: scipy.stats.norm.cdf. */
export function normalCdf(x: number): number {
  return x > 0 ? 1 - Math.exp(logLowerTail(-x)) : Math.exp(logLowerTail(x));
}

/**
 * Φ⁻¹(p), 0 ≤ p ≤ 1, by Newton on ln Φ, which is concave: from below the root each step stays below it and gains digits
 * quadratically. Oracle: scipy.stats.norm.ppf.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  const target = Math.log(p);
  // Φ(−x) ≤ ½ exp(−x²/2), so the root lies above this.
  let x = -Math.sqrt(Math.max(0, -2 * (target + Math.LN2)));
  for (let i = 0; i < 50; i += 1) {
    const log = logLowerTail(x);
    const step = (target - log) / Math.exp(-0.5 * x * x - halfLogTwoPi - log);
    x += step;
    if (Math.abs(step) <= 1e-16 * Math.abs(x)) break;
  }
  return Math.min(x, 0) + 0;
}

function logLowerTail(x: number): number {
  return logGammaQ(0.5, 0.5 * x * x) - Math.LN2;
}
