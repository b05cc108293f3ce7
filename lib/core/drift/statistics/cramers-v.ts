import { chiSquare } from './chi-square.ts';
import { total } from './shares.ts';

/**
 * Cramér's V of the 2 × k table of sample and category: √(χ² / N), as min(rows, columns) − 1 is 1. 0 without, 1 with full
 * association. Oracle: scipy.stats.contingency.association.
 */
export function cramersV(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  return Math.sqrt(chiSquare(reference, current).statistic / (total(reference) + total(current)));
}

/** Without the bias upwards of small samples. Bergsma, Journal of the Korean Statistical Society 42 (2013). */
export function unbiasedCramersV(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  const { statistic, freedom } = chiSquare(reference, current);
  const n = total(reference) + total(current);
  const square = Math.max(0, statistic / n - freedom / (n - 1));
  const columns = freedom + 1 - freedom ** 2 / (n - 1);
  const rows = 2 - 1 / (n - 1);
  return freedom === 0 ? 0 : Math.sqrt(square / Math.min(columns - 1, rows - 1));
}
