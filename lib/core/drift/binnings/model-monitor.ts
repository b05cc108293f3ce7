import { kolmogorovSmirnov } from '../methods/kolmogorov-smirnov.ts';
import { lInfinity } from '../methods/l-infinity.ts';
import { methods } from '../methods/registry.ts';
import type { Counts } from '../pair.ts';
import type { Cells } from '../statistics/cells.ts';
import { type Binning, binned } from './binning.ts';

const buckets = 10;

/** Ten buckets of one width over the range of the reference, as in `statistics.json`; what lies outside is in the outer ones. */
function bins(cells: Cells): Counts {
  const inside = [...cells.reference.keys()].filter((cell) => (cells.reference[cell] ?? 0) > 0);
  const low = cells.lower[inside[0] ?? 0] ?? 0;
  const high = cells.upper[inside.at(-1) ?? 0] ?? 0;
  const at = (cell: number) => Math.floor((((cells.lower[cell] ?? 0) - low) / (high - low || 1)) * buckets);
  return binned(cells, buckets, (cell) => Math.min(buckets - 1, Math.max(0, at(cell))));
}

/**
 * SageMaker Model Monitor's `Robust` comparison: the largest distance of both CDFs, or the largest change of a category's share,
 * less 1.8 √((n + m) / (n m)), however few rows there are.
 */
export const modelMonitor: Binning = {
  name: 'model-monitor',
  bins,
  methods,
  methodFor: ({ kind }) => (kind === 'number' ? kolmogorovSmirnov : lInfinity),
  adjusts: false,
  minRows: 1,
};
