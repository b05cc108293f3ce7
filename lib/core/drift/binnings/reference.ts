import { kolmogorovSmirnov } from '../methods/kolmogorov-smirnov.ts';
import { lInfinity } from '../methods/l-infinity.ts';
import { methods } from '../methods/registry.ts';
import type { Counts } from '../pair.ts';
import type { Cells } from '../statistics/cells.ts';
import { rangesOfTenths, tenthsOf } from '../tenths.ts';
import { type Binning, binned } from './binning.ts';

/** Tenths of the reference, of which the outer ones are open: how much lies outside of it is a question of its own. */
function bins(cells: Cells): Counts {
  const { bins, binOf } = tenthsOf(cells);
  // Of one value there is nothing but below, at and above.
  if (bins <= 3) return binned(cells, 3, (cell) => binOf[cell] ?? 0);
  const last = bins - 3;
  return binned(cells, last + 1, (cell) => Math.min(last, Math.max(0, (binOf[cell] ?? 0) - 1)));
}

/** Tenths of the reference, distances that know what chance may make, and p-values adjusted for the number of columns. */
export const reference: Binning = {
  name: 'reference',
  bins,
  ranges: rangesOfTenths,
  methods,
  methodFor: ({ kind }) => (kind === 'number' ? kolmogorovSmirnov : lInfinity),
  adjusts: true,
};
