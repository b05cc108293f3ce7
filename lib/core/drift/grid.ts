import { type Binned, placesOf } from './cells-of-profiles.ts';
import type { Cells } from './statistics/cells.ts';

/** The cells of a reference as one row of edges, in which other data can be counted: `counts[i]` lies in [edges[i], edges[i + 1]). */
export interface Grid {
  edges: Float64Array;
  reference: Float64Array;
}

/** Numbers counted in the grid of a reference, and outside of it. */
export interface Counted {
  grid: Grid;
  counts: Float64Array;
  below: number;
  above: number;
}

/** Stretches of which the reference has nothing are cells too, as other data may lie there. */
export function gridOf(reference: Binned): Grid {
  const edges: number[] = [];
  const counts: number[] = [];
  let seen = 0;
  for (const { place, before } of placesOf(reference, reference)) {
    // Up to and with a number is the same as below the next one.
    const edge = place.closed ? nextAbove(place.at) : place.at;
    const last = edges.at(-1);
    if (last !== undefined && edge <= last) continue;
    if (last !== undefined) counts.push(Math.max(0, before[0] - seen));
    edges.push(edge);
    seen = Math.max(seen, before[0]);
  }
  return { edges: Float64Array.from(edges), reference: Float64Array.from(counts) };
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** Bits of a positive number rise with it, those of a negative one fall. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  double[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return double[0];
}

/** Both sides by the cells of the grid, with a cell each for what lies outside. `min` and `max` are those of the current side. */
export function cellsOfGrid({ grid, counts, below, above }: Counted, min: number, max: number): Cells {
  const { edges, reference } = grid;
  const [first, last] = [edges[0] ?? 0, edges.at(-1) ?? 0];
  return {
    lower: Float64Array.of(Math.min(min, first), ...edges),
    upper: Float64Array.of(...edges, Math.max(max, last)),
    reference: Float64Array.of(0, ...reference, 0),
    current: Float64Array.of(below, ...counts, above),
  };
}
