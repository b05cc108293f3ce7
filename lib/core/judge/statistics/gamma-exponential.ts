import { bisect } from './special-functions/bisect.ts';
import { logGammaP, logGammaWeight, lowerSeries } from './special-functions/incomplete-gamma.ts';

/**
 * ln m(s, v): the gamma-exponential mixture of exp(λs − ψ(λ)v), ψ(λ) = (−ln(1 − cλ) − cλ)/c², an e-process where s is a sum of
 * deviations and v its variance process on scale c. Howard, Ramdas, McAuliffe & Sekhon, arXiv 1810.08240, Proposition 9.
 *
 * With r = ρ/c², B = (v + ρ)/c² and x = (cs + v + ρ)/c² their formula is ln M(B, x) − ln M(r, r), where M(b, x) = eˣ x⁻ᵇ γ(b, x) =
 * Σ xᵏ / (b … (b + k)); so m(0, 0) = 1 on paper. For x < 0, far on the other side, the lower bound 1/(b − x) of M stands in
 * (integrate M by parts once): smaller than an e-process is still safe. Oracle: scipy.integrate.quad, confseq.
 */
export function logGammaExponential(s: number, v: number, rho: number, scale: number): number {
  const square = scale * scale;
  const r = rho / square;
  return logM((v + rho) / square, s / scale + (v + rho) / square) - logM(r, r);
}

/** The s at which ln m(s, v) = ln 1/alpha: what a sum ever exceeds with probability at most alpha. */
export function gammaExponentialBound(v: number, alpha: number, rho: number, scale: number): number {
  const over = (s: number) => logGammaExponential(s, v, rho, scale) + Math.log(alpha);
  let above = Math.max(scale, Math.sqrt(v + rho));
  while (over(above) < 0) above *= 2;
  return bisect(over, 0, above);
}

/** The ρ that makes a one-sided mixture's bound of level alpha narrowest about variance `optimumVariance`. Same paper, Proposition 3. */
export function mixtureRho(optimumVariance: number, alpha: number): number {
  const bar = 2 * Math.log(1 / (2 * alpha));
  return optimumVariance / (bar + Math.log1p(bar));
}

function logM(b: number, x: number): number {
  if (x <= 0) return -Math.log(b - x);
  return x < b + 1 ? Math.log(lowerSeries(b, x)) : logGammaP(b, x) - logGammaWeight(b, x);
}
