import type { Cells } from './cells.ts';
import { total } from './shares.ts';

/** First Wasserstein distance in the unit of the values, and how far from the truth it can be. */
export interface Wasserstein {
  distance: number;
  /** 0 where each cell is one value; else half a width for each share of a cell. */
  within: number;
}

/**
 * ∫ |F − G|: how far a value has to move on average. Within a cell both sides are taken as spread evenly: no value is then moved
 * by more than half the width on average. Oracle: scipy.stats.wasserstein_distance.
 */
export function wasserstein({ lower, upper, reference, current }: Cells): Wasserstein {
  const [n, m] = [total(reference), total(current)];
  let [gap, distance, within, end] = [0, 0, 0, lower[0] ?? 0];
  for (let i = 0; i < reference.length; i += 1) {
    const [from, to] = [lower[i] ?? 0, upper[i] ?? 0];
    const [p, q] = [(reference[i] ?? 0) / n, (current[i] ?? 0) / m];
    distance += Math.abs(gap) * (from - end) + area(gap, gap + p - q) * (to - from);
    within += ((p + q) / 2) * (to - from);
    gap += p - q;
    end = to;
  }
  return { distance, within };
}

/** ∫ |line from a to b| over a unit length; where it crosses 0 there are two triangles. */
function area(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2;
  return (a * a + b * b) / (2 * Math.abs(a - b));
}
