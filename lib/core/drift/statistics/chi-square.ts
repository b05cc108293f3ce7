import { gammaQ } from '../../judge/statistics/special-functions/incomplete-gamma.ts';
import { total } from './shares.ts';

export interface ChiSquare {
  statistic: number;
  pValue: number;
  freedom: number;
}

/**
 * Is the current sample one of the reference's shares? Σ (O − E)² / E, E the reference's counts scaled to the current's size.
 * Takes the reference as exact, as Evidently does: a category that it does not have makes the statistic infinite.
 * Oracle: scipy.stats.chisquare.
 */
export function chiSquareOfFit(reference: ArrayLike<number>, current: ArrayLike<number>): ChiSquare {
  const scale = total(current) / total(reference);
  let [statistic, bins] = [0, 0];
  for (let i = 0; i < reference.length; i += 1) {
    const [expected, observed] = [(reference[i] ?? 0) * scale, current[i] ?? 0];
    if (expected === 0 && observed === 0) continue;
    statistic += (observed - expected) ** 2 / expected;
    bins += 1;
  }
  return tested(statistic, bins - 1);
}

/** Are both samples of one distribution? The 2 × k table, without continuity correction. Oracle: scipy.stats.chi2_contingency. */
export function chiSquare(reference: ArrayLike<number>, current: ArrayLike<number>): ChiSquare {
  const [n, m] = [total(reference), total(current)];
  let [statistic, bins] = [0, 0];
  for (let i = 0; i < reference.length; i += 1) {
    const [a, b] = [reference[i] ?? 0, current[i] ?? 0];
    if (a + b === 0) continue;
    // Both rows' terms together: (am − bn)² (n + m) / (nm (a + b)) · 1 / (n + m).
    statistic += (a * Math.sqrt(m / n) - b * Math.sqrt(n / m)) ** 2 / (a + b);
    bins += 1;
  }
  return tested(statistic, bins - 1);
}

function tested(statistic: number, freedom: number): ChiSquare {
  if (freedom < 1) return { statistic: 0, pValue: 1, freedom: 0 };
  return {
    statistic,
    freedom,
    pValue: statistic === Number.POSITIVE_INFINITY ? 0 : gammaQ(freedom / 2, statistic / 2),
  };
}
