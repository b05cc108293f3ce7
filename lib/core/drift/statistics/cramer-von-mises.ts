import type { Cells } from './cells.ts';
import { total } from './shares.ts';
import { exactTail } from './special-functions/exact-cramer-von-mises.ts';
import { limitCdf } from './special-functions/limit-cramer-von-mises.ts';
import type { Tested } from './tested.ts';

/** Up to this size the distribution is counted out, as scipy does. */
const exactSize = 20;

/**
 * Two-sample Cramér–von Mises T of cells of one value each, ties sharing their mean rank. Anderson, Annals of Mathematical
 * Statistics 33 (1962); Conover, Practical Nonparametric Statistics. Oracle: scipy.stats.cramervonmises_2samp.
 */
export function cramerVonMises({ reference, current }: Cells): Tested {
  const [n, m] = [total(reference), total(current)];
  let [u, belowA, belowB] = [0, 0, 0];
  for (let i = 0; i < reference.length; i += 1) {
    const [a, b] = [reference[i] ?? 0, current[i] ?? 0];
    // Rank in both less rank in its own sample, squared and summed over the values of this cell.
    u += n * (a * (belowB + b / 2) ** 2 + (a * (a * a - 1)) / 12);
    u += m * (b * (belowA + a / 2) ** 2 + (b * (b * b - 1)) / 12);
    belowA += a;
    belowB += b;
  }
  const [pairs, all] = [n * m, n + m];
  const statistic = u / (pairs * all) - (4 * pairs - 1) / (6 * all);
  return { statistic, pValue: Math.max(n, m) <= exactSize ? exactTail(u, n, m) : limitTail(statistic, n, m) };
}

/** By the limit, with T moved and stretched to the limit's mean of 1/6 and variance of 1/45. */
function limitTail(statistic: number, n: number, m: number): number {
  const [pairs, all] = [n * m, n + m];
  const mean = (1 + 1 / all) / 6;
  const variance = ((all + 1) * (4 * pairs * all - 3 * (n * n + m * m) - 2 * pairs)) / (45 * all * all * 4 * pairs);
  const x = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
  // P(X ≤ 0.003) is below 1e-15.
  return x < 0.003 ? 1 : Math.max(0, 1 - limitCdf(x));
}
