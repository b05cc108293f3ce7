import type { Cells } from './cells.ts';
import { total } from './shares.ts';

/** ∫ √(F (1 − F)) of the reference, in the unit of its values: how much a CDF of one of its samples strays, over all places. */
export function spread({ lower, reference }: Cells): number {
  const size = total(reference);
  let [sum, below] = [0, 0];
  for (let cell = 0; cell + 1 < reference.length; cell += 1) {
    below += (reference[cell] ?? 0) / size;
    sum += Math.sqrt(Math.max(0, below * (1 - below))) * ((lower[cell + 1] ?? 0) - (lower[cell] ?? 0));
  }
  return sum;
}
