import type { Cells } from '../statistics/cells.ts';

/** How often each bin or category occurs on both sides. */
export interface Counts {
  reference: Float64Array;
  current: Float64Array;
}

/** Puts the cells of numbers into the few bins that most distances are computed over. */
export type Binning = (cells: Cells) => Counts;

/** Sums the cells of each bin; `binOf` says which bin a cell is in, from 0 up. */
export function binned({ reference, current }: Cells, bins: number, binOf: (cell: number) => number): Counts {
  const counts: Counts = { reference: new Float64Array(bins), current: new Float64Array(bins) };
  for (let cell = 0; cell < reference.length; cell += 1) {
    const bin = binOf(cell);
    counts.reference[bin] = (counts.reference[bin] ?? 0) + (reference[cell] ?? 0);
    counts.current[bin] = (counts.current[bin] ?? 0) + (current[cell] ?? 0);
  }
  return counts;
}
