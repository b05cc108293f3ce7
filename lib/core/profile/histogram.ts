import { InternalError } from '../errors.ts';

/**
 * Counts of numbers in bins [edge, next edge). `exponent` null: 20 equal bins over the contract's limits (the last one
 * includes its upper edge), with what lies outside in `below` and `above`. Otherwise bins are 2^exponent wide and start
 * at multiples of that, so that two histograms of different widths merge exactly.
 */
export interface Histogram {
  edges: number[];
  counts: number[];
  below: number;
  above: number;
  exponent: number | null;
}

/** How the values of a column are put into bins; `binOf` in SQL and here must agree. */
export type Binning = { minimum: number; maximum: number } | { exponent: number };

export const limitBins = 20;
const maxBins = 64;
/** Bins are not finer than 2^-30 of the largest value, so that a constant column has a width too. */
const finest = 30;

export function binningOf(limits: { minimum?: number; maximum?: number }, min: number, max: number): Binning {
  const { minimum, maximum } = limits;
  if (minimum !== undefined && maximum !== undefined && minimum < maximum && Number.isFinite(maximum - minimum))
    return { minimum, maximum };
  return { exponent: exponentFor(min, max) };
}

/** The smallest exponent by which [min, max] spans at most 64 bins. It never falls when the interval grows. */
export function exponentFor(min: number, max: number): number {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  let exponent = Math.max(-960, largest === 0 ? -960 : Math.ceil(Math.log2(largest)) - finest);
  while (Math.floor(max / 2 ** exponent) - Math.floor(min / 2 ** exponent) >= maxBins) exponent += 1;
  return exponent;
}

/** Makes a histogram of counts by bin index; with limits, -1 and 20 stand for below and above. */
export function histogramOf(binning: Binning, bins: Map<number, number>): Histogram {
  if (!('exponent' in binning)) {
    const { minimum, maximum } = binning;
    const width = (maximum - minimum) / limitBins;
    const edges = Array.from({ length: limitBins + 1 }, (_, i) => (i === limitBins ? maximum : minimum + i * width));
    const counts = Array.from({ length: limitBins }, (_, i) => bins.get(i) ?? 0);
    return { edges, counts, below: bins.get(-1) ?? 0, above: bins.get(limitBins) ?? 0, exponent: null };
  }
  const width = 2 ** binning.exponent;
  const indices = [...bins.keys()];
  const first = Math.min(...indices);
  const length = Math.max(...indices) - first + 1;
  return {
    edges: Array.from({ length: length + 1 }, (_, i) => (first + i) * width),
    counts: Array.from({ length }, (_, i) => bins.get(first + i) ?? 0),
    below: 0,
    above: 0,
    exponent: binning.exponent,
  };
}

/** Exact: the finer one is coarsened until both have the same bins, and until there are at most 64. */
export function mergeHistograms(a: Histogram | null, b: Histogram | null): Histogram | null {
  if (!a || !b) return a ?? b;
  if (a.exponent === null || b.exponent === null) return addAligned(a, b);
  const bins = new Map<number, number>();
  let exponent = Math.max(a.exponent, b.exponent);
  const spans = [a, b].flatMap(({ edges }) => [edges[0] ?? 0, edges.at(-2) ?? 0]);
  const span = () => Math.floor(Math.max(...spans) / 2 ** exponent) - Math.floor(Math.min(...spans) / 2 ** exponent);
  while (span() >= maxBins) exponent += 1;
  for (const { edges, counts } of [a, b]) {
    counts.forEach((count, index) => {
      const bin = Math.floor((edges[index] ?? 0) / 2 ** exponent);
      if (count > 0) bins.set(bin, (bins.get(bin) ?? 0) + count);
    });
  }
  return histogramOf({ exponent }, bins);
}

function addAligned(a: Histogram, b: Histogram): Histogram {
  if (a.edges.some((edge, index) => edge !== b.edges[index]))
    throw new InternalError(
      'profiles-differ',
      'profiles of different contracts cannot be merged: their histograms have other edges',
    );
  const counts = a.counts.map((count, index) => count + (b.counts[index] ?? 0));
  return { ...a, counts, below: a.below + b.below, above: a.above + b.above };
}
