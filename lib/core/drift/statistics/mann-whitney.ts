import { uDistribution } from '../../judge/kayenta/u-distribution.ts';
import { normalCdf } from '../../judge/statistics/special-functions/normal.ts';
import type { Cells } from './cells.ts';
import { total } from './shares.ts';
import type { Tested } from './tested.ts';

/** Above this many pairs the exact distribution takes seconds, and the normal one is as good. */
const exactPairs = 5_000;

/**
 * Mann–Whitney U of the reference, cells of one value each: exact without ties where the smaller sample has at most 8 values,
 * else normal with corrections for ties and continuity. Oracle: scipy.stats.mannwhitneyu.
 * @param alternative `less`: the reference lies below the current, which is the only side that Evidently's `mannw` looks at.
 */
export function mannWhitney(cells: Cells, alternative: 'two-sided' | 'less' = 'two-sided'): Tested {
  const { reference, current } = cells;
  const [n, m] = [total(reference), total(current)];
  let [statistic, below, ties] = [0, 0, 0];
  for (let i = 0; i < reference.length; i += 1) {
    const [a, b] = [reference[i] ?? 0, current[i] ?? 0];
    statistic += a * (below + b / 2);
    below += b;
    ties += (a + b) ** 3 - (a + b);
  }
  // Of the side that proves least: the larger U for two sides, n m − U for `less`.
  const u = alternative === 'less' ? n * m - statistic : Math.max(statistic, n * m - statistic);
  const exact = ties === 0 && Math.min(n, m) <= 8 && n * m <= exactPairs;
  const tail = exact ? exactTail(u, n, m) : normalTail(u, n, m, ties);
  return { statistic, pValue: Math.min(1, alternative === 'less' ? tail : 2 * tail) };
}

/** P(U ≥ u) = P(U ≤ n m − u), as U is symmetric. */
function exactTail(u: number, n: number, m: number): number {
  return uDistribution(n, m)[n * m - u] ?? 1;
}

function normalTail(u: number, n: number, m: number, ties: number): number {
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  return variance === 0 ? 1 : normalCdf(-(u - (n * m) / 2 - 0.5) / Math.sqrt(variance));
}
