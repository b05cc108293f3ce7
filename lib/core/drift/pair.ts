import type { Numbers } from './column.ts';
import type { Cells } from './statistics/cells.ts';

/** How often each bin or category occurs on both sides. */
export interface Counts {
  reference: Float64Array;
  current: Float64Array;
}

/** Fewest and most values that a bin may hold. */
export type Range = Record<keyof Counts, [least: number, most: number]>;

/** One column of both sides, brought to the same cells, bins or categories. */
export type Pair = NumberPair | CategoryPair;

interface Sizes {
  /** Values of the reference. */
  n: number;
  /** Values of the current data. */
  m: number;
  counts: Counts;
}

export interface NumberPair extends Sizes {
  kind: 'number';
  cells: Cells;
  /** What the bins may hold where a bin ends within a cell of some width; absent where `counts` is all there is to it. */
  ranges?: Range[] | undefined;
  reference: Numbers;
  current: Numbers;
}

export interface CategoryPair extends Sizes {
  kind: 'category';
  categories: string[];
}
