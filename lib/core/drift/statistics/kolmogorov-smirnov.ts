import type { Cells } from './cells.ts';
import { total } from './shares.ts';

/** Largest distance of the two CDFs: at the cells' ends, and at most anywhere. The same where each cell is one value. */
export interface KsDistance {
  distance: number;
  most: number;
}

/**
 * Two-sample Kolmogorov–Smirnov D. Within a cell neither CDF leaves its own ends, so D is at most the larger of F(right) − G(left)
 * and G(right) − F(left): a bound without assumption. Oracle: scipy.stats.ks_2samp.
 */
export function kolmogorovSmirnov({ lower, upper, reference, current }: Cells): KsDistance {
  const [n, m] = [total(reference), total(current)];
  let [f, g, distance, most] = [0, 0, 0, 0];
  for (let i = 0; i < reference.length; i += 1) {
    const [left, other] = [f / n, g / m];
    f += reference[i] ?? 0;
    g += current[i] ?? 0;
    distance = Math.max(distance, Math.abs(f / n - g / m));
    if (lower[i] !== upper[i]) most = Math.max(most, f / n - other, g / m - left);
  }
  return { distance, most: Math.max(distance, most) };
}
