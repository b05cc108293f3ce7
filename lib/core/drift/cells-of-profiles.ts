import { binsAt, type Histogram } from '../profile/histogram.ts';
import { atLevel, lnGamma, type Quantiles } from '../sketch/quantiles.ts';
import type { Cells } from './statistics/cells.ts';

/** How a profile knows the numbers of a column. */
export interface Binned {
  histogram: Histogram;
  /** Absent in profiles of version 1. */
  quantiles: Quantiles | null;
}

/** A place at which it is known how many numbers lie before it: below `at`, or below it and on it. */
interface Place {
  at: number;
  closed: boolean;
}

/** Bins of one side, in rising order, with how many numbers lie in each. */
type Bins = Array<{ from: Place; to: Place; count: number }>;

/**
 * The finest cells that two profiles know both their numbers by. Bins of one width tell what lies far from 0, buckets that grow by
 * a factor what lies near it and is dwarfed by a few large values. Both nest, so the coarser of each two is exact for both sides;
 * and a count between an edge of the one and an edge of the other is the difference of what is known at each.
 */
export function cellsOfProfiles(reference: Binned, current: Binned): Cells {
  return cellsBetween(placesOf(reference, current));
}

/** Every edge of either grid in rising order, with what both sides know there. */
export function placesOf(reference: Binned, current: Binned): Known[] {
  const sides = [reference, current];
  const exponent = Math.max(...sides.map(({ histogram }) => histogram.exponent));
  const grids = [sides.map(({ histogram }) => linear(histogram, exponent))];
  const [one, other] = [reference.quantiles, current.quantiles];
  if (one && other) {
    const level = Math.max(one.level, other.level);
    grids.push([logarithmic(one, level), logarithmic(other, level)]);
  }
  const known = grids.flatMap(([before = [], now = []]) => knownAt(before, now));
  return known.sort((a, b) => compare(a.place, b.place));
}

function linear(histogram: Histogram, exponent: number): Bins {
  const width = 2 ** exponent;
  const open = (at: number): Place => ({ at, closed: false });
  const bins = [...binsAt(histogram, exponent)].sort(([a], [b]) => a - b);
  return bins.map(([bin, count]) => ({ from: open(bin * width), to: open((bin + 1) * width), count }));
}

/** Bucket i holds the absolutes in (γ^(i-1), γ^i]. */
function logarithmic(sketch: Quantiles, level: number): Bins {
  const width = lnGamma * 2 ** level;
  const edge = (bucket: number) => Math.min(Number.MAX_VALUE, Math.exp(bucket * width));
  const { positive, negative } = atLevel(sketch, level);
  const above = [...positive].sort(([a], [b]) => a - b);
  const below = [...negative].sort(([a], [b]) => b - a);
  const zero = { from: { at: 0, closed: false }, to: { at: 0, closed: true }, count: sketch.zeros };
  return [
    ...below.map(([bucket, count]) => ({
      from: { at: -edge(bucket), closed: false },
      to: { at: -edge(bucket - 1), closed: false },
      count,
    })),
    ...(sketch.zeros > 0 ? [zero] : []),
    ...above.map(([bucket, count]) => ({
      from: { at: edge(bucket - 1), closed: true },
      to: { at: edge(bucket), closed: true },
      count,
    })),
  ];
}

export interface Known {
  place: Place;
  /** Numbers of the reference, and of the current side, before it. */
  before: [number, number];
}

/** What both sides know at the ends of the bins of either. */
function knownAt(reference: Bins, current: Bins): Known[] {
  const places = [...reference, ...current].flatMap(({ from, to }) => [from, to]).sort(compare);
  const counters = [reference, current].map((bins) => counterOf(bins));
  return places.map((place) => ({ place, before: [counters[0]?.(place) ?? 0, counters[1]?.(place) ?? 0] }));
}

/** Asked for places in rising order, how many numbers lie before each. */
function counterOf(bins: Bins): (place: Place) => number {
  let [next, seen] = [0, 0];
  return (place) => {
    for (let bin = bins[next]; bin && compare(bin.to, place) <= 0; bin = bins[next]) {
      seen += bin.count;
      next += 1;
    }
    return seen;
  };
}

function compare(a: Place, b: Place): number {
  return a.at - b.at || Number(a.closed) - Number(b.closed);
}

/** Rounding may put a number that is an edge into the bin beside it: what lies before a place never falls. */
function cellsBetween(known: Known[]): Cells {
  const cells: Array<[lower: number, upper: number, reference: number, current: number]> = [];
  let [last, n, m] = [known[0]?.place.at ?? 0, 0, 0];
  for (const { place, before } of known) {
    const [a, b] = [Math.max(0, before[0] - n), Math.max(0, before[1] - m)];
    if (a + b > 0) cells.push([last, place.at, a, b]);
    [last, n, m] = [place.at, n + a, m + b];
  }
  const column = (at: 0 | 1 | 2 | 3) => Float64Array.from(cells, (cell) => cell[at]);
  return { lower: column(0), upper: column(1), reference: column(2), current: column(3) };
}
