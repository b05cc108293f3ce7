import type { Cells } from '../statistics/cells.ts';
import { total } from '../statistics/shares.ts';
import { binned, type Counts } from './binning.ts';

const tenths = 10;

/**
 * Tenths of the reference, and one bin each for what lies below and above all of it. A bin ends at the first cell by which the
 * next tenth is reached, so that a value that many rows share stays whole. Only the reference decides, so the parts of the
 * current data may be counted one by one.
 */
export function referenceBins(cells: Cells): Counts {
  const size = total(cells.reference);
  const bins = new Int32Array(cells.reference.length);
  let [seen, bin] = [0, 0];
  for (const [cell, count] of cells.reference.entries()) {
    if (seen === 0 && count > 0) bin = 1;
    bins[cell] = bin;
    const tenth = Math.floor((seen * tenths) / size);
    seen += count;
    if (count > 0 && Math.floor((seen * tenths) / size) > tenth) bin += 1;
  }
  return binned(cells, bin + 1, (cell) => bins[cell] ?? 0);
}
