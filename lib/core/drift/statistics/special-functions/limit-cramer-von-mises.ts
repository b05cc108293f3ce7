import { logGamma } from '../../../judge/statistics/special-functions/log-gamma.ts';

/**
 * Limiting CDF of the Cramér–von Mises statistic, x > 0: Σ Γ(k + ½) / (k! π^(3/2) √x) √(4k + 1) e^−q K¼(q), q = (4k + 1)² / 16x.
 * Csörgő and Faraway, Journal of the Royal Statistical Society B 58 (1996), equation 1.2.
 */
export function limitCdf(x: number): number {
  let sum = 0;
  for (let k = 0; ; k += 1) {
    const y = 4 * k + 1;
    const weight = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = weight * Math.sqrt(y) * dampedBessel((y * y) / (16 * x));
    sum += term;
    if (term < 1e-17) return sum;
  }
}

/** e^−q K¼(q) = ∫₀^∞ exp(−q (1 + cosh t)) cosh(t / 4) dt. Of a function that falls this fast the trapezoidal rule is exact to rounding. */
function dampedBessel(q: number): number {
  const step = 1 / 16;
  let sum = 0.5 * Math.exp(-2 * q);
  for (let t = step; ; t += step) {
    const term = Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
    sum += term;
    if (term <= sum * 1e-18) return sum * step;
  }
}
