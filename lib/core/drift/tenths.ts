import type { Range } from './pair.ts';
import type { Cells } from './statistics/cells.ts';
import { total } from './statistics/shares.ts';

const tenths = 10;

/** Cells by the tenths of the reference: bin 0 lies before it, the last behind it. */
export interface Tenths {
  bins: number;
  binOf: Int32Array;
  /** Cells within which tenths end, with how many. */
  ends: Array<{ cell: number; tenths: number }>;
}

/**
 * A bin ends at the first cell by which the next tenth is reached, so that a value that many rows share stays whole. Only the
 * reference decides, so the parts of the current data may be counted one by one.
 */
export function tenthsOf({ reference }: Cells): Tenths {
  const size = total(reference);
  const binOf = new Int32Array(reference.length);
  const ends: Tenths['ends'] = [];
  let [seen, bin] = [0, 0];
  for (const [cell, count] of reference.entries()) {
    if (seen === 0 && count > 0) bin = 1;
    binOf[cell] = bin;
    const tenth = Math.floor((seen * tenths) / size);
    seen += count;
    const reached = Math.floor((seen * tenths) / size) - tenth;
    if (count === 0 || reached === 0) continue;
    ends.push({ cell, tenths: reached });
    bin += 1;
  }
  return { bins: bin + 1, binOf, ends };
}

/**
 * How many values each bin may hold if a tenth ends anywhere within the cell that it ends in; a cell in which several end may be
 * bins of its own. Undefined where every such cell is one value, so that it is known.
 */
export function rangesOfTenths(cells: Cells): Range[] | undefined {
  const { binOf, ends } = tenthsOf(cells);
  const last = Math.max(1, ends.length);
  // What lies outside of the reference belongs to its first and its last tenth.
  const within = (bin: number) => Math.min(last, Math.max(1, bin)) - 1;
  const ranges = Array.from({ length: last }, (): Range => ({ reference: [0, 0], current: [0, 0] }));
  const own: Range[] = [];
  const open = new Map(
    ends.filter(({ cell }) => cells.lower[cell] !== cells.upper[cell]).map((end) => [end.cell, end]),
  );
  if (open.size === 0) return undefined;
  for (const [cell, bin] of binOf.entries()) {
    const counts = { reference: cells.reference[cell] ?? 0, current: cells.current[cell] ?? 0 };
    const end = open.get(cell);
    const beside = new Set([within(bin), within(end ? bin + 1 : bin)]);
    const certain = !end || (beside.size === 1 && end.tenths === 1);
    for (const at of beside) add(ranges[at], counts, certain);
    for (let more = 1; more < (end?.tenths ?? 1); more += 1) own.push(upTo(counts));
  }
  return [...ranges, ...own];
}

type Both = Record<keyof Range, number>;

function add(range: Range | undefined, counts: Both, certain: boolean): void {
  for (const side of ['reference', 'current'] as const) {
    const ends = range?.[side] ?? [0, 0];
    if (certain) ends[0] += counts[side];
    ends[1] += counts[side];
  }
}

function upTo({ reference, current }: Both): Range {
  return { reference: [0, reference], current: [0, current] };
}
