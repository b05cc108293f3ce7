import { normalCdf } from '../../judge/statistics/special-functions/normal.ts';
import type { Tested } from './tested.ts';

/** Are `a` of n and `b` of m of one share? z with the pooled share, two-sided. Oracle: scipy.stats.norm. */
export function twoShares(a: number, n: number, b: number, m: number): Tested {
  const pooled = (a + b) / (n + m);
  if (pooled === 0 || pooled === 1) return { statistic: 0, pValue: 1 };
  const statistic = (a / n - b / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return { statistic, pValue: 2 * normalCdf(-Math.abs(statistic)) };
}
