import { InternalError } from '../errors.ts';
import type { Binning } from './binnings/binning.ts';
import { cellsOfProfiles } from './cells-of-profiles.ts';
import type { Categories, DriftColumn, Numbers } from './column.ts';
import { cellsOfGrid } from './grid.ts';
import { narrowed } from './narrowed.ts';
import type { CategoryPair, Pair } from './pair.ts';
import { type Cells, cellsOf } from './statistics/cells.ts';

/** Undefined where the two cannot be compared: one has numbers and the other has not, or has nothing to go by. */
export function pairOf(
  reference: DriftColumn['content'],
  current: DriftColumn['content'],
  binning: Binning,
): Pair | undefined {
  if (reference.kind === 'number' && current.kind === 'number') {
    const cells = cellsOfNumbers(reference, current);
    const sizes = { n: reference.count, m: current.count };
    const ranges = binning.ranges?.(narrowed(cells, reference, current));
    return { kind: 'number', ...sizes, cells, counts: binning.bins(cells), ranges, reference, current };
  }
  return reference.kind === 'category' && current.kind === 'category' ? categoryPair(reference, current) : undefined;
}

function cellsOfNumbers({ of: one }: Numbers, { of: other, min, max }: Numbers): Cells {
  if ('values' in one && 'values' in other) return cellsOf(one.values, other.values);
  if ('histogram' in one && 'histogram' in other) return cellsOfProfiles(one, other);
  if ('counts' in other) return cellsOfGrid(other, min, max);
  throw new InternalError('drift-sides', 'values cannot be compared with bins: make a profile of them first');
}

/** The reference's own categories first, in their order. */
function categoryPair(reference: Categories, current: Categories): CategoryPair {
  const categories = [...new Set([...reference.counts.keys(), ...current.counts.keys()])];
  const count = ({ counts }: Categories) => Float64Array.from(categories, (category) => counts.get(category) ?? 0);
  return {
    kind: 'category',
    n: reference.count,
    m: current.count,
    categories,
    counts: { reference: count(reference), current: count(current) },
  };
}
