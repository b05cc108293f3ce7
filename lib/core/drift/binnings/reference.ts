import { kolmogorovSmirnov } from '../methods/kolmogorov-smirnov.ts';
import { lInfinity } from '../methods/l-infinity.ts';
import { methods } from '../methods/registry.ts';
import type { Counts } from '../pair.ts';
import type { Cells } from '../statistics/cells.ts';
import { total } from '../statistics/shares.ts';
import { type Binning, binned } from './binning.ts';

const tenths = 10;

/**
 * Tenths of the reference, of which the outer ones are open: how much lies outside of it is a question of its own. A bin ends at the
 * first cell by which the next tenth is reached, so that a value that many rows share stays whole. Only the reference decides, so
 * the parts of the current data may be counted one by one.
 */
function bins(cells: Cells): Counts {
  const size = total(cells.reference);
  const binOf = new Int32Array(cells.reference.length);
  let [seen, bin] = [0, 0];
  for (const [cell, count] of cells.reference.entries()) {
    if (seen === 0 && count > 0) bin = 1;
    binOf[cell] = bin;
    const tenth = Math.floor((seen * tenths) / size);
    seen += count;
    if (count > 0 && Math.floor((seen * tenths) / size) > tenth) bin += 1;
  }
  // Of one value there is nothing but below, at and above.
  if (bin <= 2) return binned(cells, 3, (cell) => binOf[cell] ?? 0);
  const last = bin - 2;
  return binned(cells, last + 1, (cell) => Math.min(last, Math.max(0, (binOf[cell] ?? 0) - 1)));
}

/** Tenths of the reference, distances that know what chance may make, and p-values adjusted for the number of columns. */
export const reference: Binning = {
  name: 'reference',
  bins,
  methods,
  methodFor: ({ kind }) => (kind === 'number' ? kolmogorovSmirnov : lInfinity),
  adjusts: true,
};
