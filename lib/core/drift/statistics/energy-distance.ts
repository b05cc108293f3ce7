import type { Cells } from './cells.ts';
import { total } from './shares.ts';

/**
 * Energy distance √(2 ∫ (F − G)²), in the root of the values' unit, of cells of one value each.
 * Székely and Rizzo, Journal of Statistical Planning and Inference 143 (2013). Oracle: scipy.stats.energy_distance.
 */
export function energyDistance({ lower, reference, current }: Cells): number {
  const [n, m] = [total(reference), total(current)];
  let [gap, sum] = [0, 0];
  for (let i = 0; i + 1 < lower.length; i += 1) {
    gap += (reference[i] ?? 0) / n - (current[i] ?? 0) / m;
    sum += gap * gap * ((lower[i + 1] ?? 0) - (lower[i] ?? 0));
  }
  return Math.sqrt(2 * sum);
}
