import type { AnyMethod } from '../methods/method.ts';
import type { Counts, Pair, Range } from '../pair.ts';
import type { Cells } from '../statistics/cells.ts';

/** A way to cut numbers into bins, with the methods whose distances are computed over them; one file each. */
export interface Binning {
  /** The word in `signalbox.yaml` and on the command line. */
  name: string;
  /** Puts the cells of numbers into the few bins that most distances are computed over. */
  bins(cells: Cells): Counts;
  /** What the bins of the values themselves may hold; undefined where no bin ends within a cell. */
  ranges?(cells: Cells): Range[] | undefined;
  methods: Readonly<Record<string, AnyMethod>>;
  /** Where nobody chose. */
  methodFor(pair: Pair): AnyMethod;
  /** Whether p-values are adjusted for the number of columns. */
  adjusts: boolean;
  /** Fewest values of each side, where it has its own mind about that. */
  minRows?: number;
  /** It looks at the rows of both sides: a profile does not tell what it needs. */
  needsRows?: true;
}

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
