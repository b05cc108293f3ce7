import { durbinCdf } from './durbin-matrix.ts';
import { pelzGoodCdf } from './pelz-good.ts';
import { smirnov } from './smirnov.ts';

/**
 * P(D ≥ d) of the two-sided statistic of one sample of n values. Which way is exact enough where: Simard and L'Ecuyer, Journal
 * of Statistical Software 39 (2011). Far out both sides cannot exceed d at once, so twice the one-sided chance will do.
 * Oracle: scipy.stats.kstwo.sf.
 */
export function kolmogorovTail(n: number, d: number): number {
  const [t, square] = [n * d, n * d * d];
  if (t <= 0.5) return 1;
  if (d >= 1) return 0;
  if (square >= 370) return 0;
  return Math.min(1, Math.max(0, tail(n, d, t, square)));
}

function tail(n: number, d: number, t: number, square: number): number {
  if (n > 100_000) return 1 - pelzGoodCdf(n, d);
  if (d >= 0.5 || square > (n <= 140 ? 4 : 2.2)) return 2 * smirnov(n, d);
  if (n <= 140 || t * Math.sqrt(d) <= 1.4) return 1 - durbinCdf(n, d);
  return 1 - pelzGoodCdf(n, d);
}
