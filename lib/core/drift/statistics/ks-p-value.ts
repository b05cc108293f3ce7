import { kolmogorovTail } from './special-functions/kolmogorov.ts';

/** Two samples above this size are taken by the limit. */
const exactSize = 10_000;

/**
 * P(D ≥ distance) for two samples of n and m values of one continuous distribution: exact up to 10,000 values, else that of one
 * sample of n m / (n + m). Ties make it too large, never too small. Oracle: scipy.stats.ks_2samp.
 */
export function ksPValue(distance: number, n: number, m: number, method?: 'exact' | 'asymptotic'): number {
  const exact = method === undefined ? Math.max(n, m) <= exactSize : method === 'exact';
  return exact ? outsideChance(distance, n, m) : kolmogorovTail(halfEven((n * m) / (n + m)), distance);
}

/**
 * The samples in rising order are a path from (0, 0) to (n, m), all paths being as likely; how likely is one that leaves the band
 * |i / n − j / m| < d? From the end backwards a path's last step was of the first sample with chance i / (i + j). Every term is
 * positive, and only the band is computed. Hodges, Arkiv för Matematik 3 (1958).
 */
function outsideChance(distance: number, n: number, m: number): number {
  const common = divisor(n, m);
  const limit = Math.round((distance * n * m) / common) * common;
  if (limit <= 0) return 1;
  const chances = new Float64Array(m + 1).fill(1);
  for (let j = 0; j * n < limit && j <= m; j += 1) chances[j] = 0;
  for (let i = 1; i <= n; i += 1) {
    const from = Math.max(0, Math.floor((i * m - limit) / n) + 1);
    const to = Math.min(m, Math.ceil((i * m + limit) / n) - 1);
    if (from > 0) chances[from - 1] = 1;
    for (let j = from; j <= to; j += 1) chances[j] = (i * (chances[j] ?? 1) + j * (chances[j - 1] ?? 0)) / (i + j);
  }
  return chances[m] ?? 1;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function halfEven(x: number): number {
  const floor = Math.floor(x);
  return x - floor === 0.5 ? floor + (floor % 2) : Math.round(x);
}
