/**
 * Counts of numbers in bins [edge, next edge) that are 2^exponent wide and start at multiples of that. Bins of powers of two
 * nest, so histograms of any two parts merge exactly; edges are exact in binary.
 */
export interface Histogram {
  edges: number[];
  counts: number[];
  exponent: number;
}

const maxBins = 256;
/** Bins are not finer than 2^-30 of the largest value, so that a constant column has a width too. */
const finest = 30;
/** 2^-960 and its reciprocal are both normal numbers. */
const lowestExponent = -960;

/** The smallest exponent by which [min, max] spans at most `bins` bins. It never falls when the interval grows. */
export function exponentFor(min: number, max: number, bins = maxBins): number {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  let exponent = Math.max(lowestExponent, largest === 0 ? lowestExponent : Math.ceil(Math.log2(largest)) - finest);
  while (binOf(max, exponent) - binOf(min, exponent) >= bins) exponent += 1;
  return exponent;
}

/** The bin of a value: `floor(value / 2^exponent)`, where a tiny negative value does not underflow to bin 0. */
export function binOf(value: number, exponent: number): number {
  const bin = Math.floor(value / 2 ** exponent);
  // Adding 0 makes 0 of -0.
  return value < 0 ? Math.min(-1, bin) : bin + 0;
}

/** Makes a histogram of counts by bin; null of no counts. */
export function histogramOf(exponent: number, bins: ReadonlyMap<number, number>): Histogram | null {
  const indices = [...bins.keys()];
  if (indices.length === 0) return null;
  const first = Math.min(...indices);
  const length = Math.max(...indices) - first + 1;
  const width = 2 ** exponent;
  const edge = (i: number) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, (first + i) * width));
  return {
    edges: Array.from({ length: length + 1 }, (_, i) => edge(i)),
    counts: Array.from({ length }, (_, i) => bins.get(first + i) ?? 0),
    exponent,
  };
}

/** Exact: both are coarsened to the bins that the values of both together have. `min` and `max` are of those values. */
export function mergeHistograms(a: Histogram | null, b: Histogram | null, min: number, max: number): Histogram | null {
  if (!a || !b) return a ?? b;
  const exponent = exponentFor(min, max);
  const bins = binsAt(a, exponent);
  for (const [bin, count] of binsAt(b, exponent)) bins.set(bin, (bins.get(bin) ?? 0) + count);
  return histogramOf(exponent, bins);
}

/** Two histograms over the same, at most `bins`, bins: for looking at. */
export function aligned(a: Histogram, b: Histogram | null, bins = 40): [Histogram, Histogram | null] {
  const low = Math.min(...[a, b].map((h) => h?.edges[0] ?? Number.POSITIVE_INFINITY));
  const high = Math.max(...[a, b].map((h) => h?.edges.at(-2) ?? Number.NEGATIVE_INFINITY));
  const exponent = Math.max(a.exponent, b?.exponent ?? a.exponent, exponentFor(low, high, bins));
  const ends = [low, high].map((edge) => [binOf(edge, exponent), 0] as const);
  const over = (h: Histogram) => histogramOf(exponent, new Map([...ends, ...binsAt(h, exponent)])) ?? h;
  return [over(a), b ? over(b) : null];
}

/** Counts by bin, of bins that are `2^exponent` wide: at least as wide as the histogram's own. */
export function binsAt({ edges, counts }: Histogram, exponent: number): Map<number, number> {
  const bins = new Map<number, number>();
  for (const [index, count] of counts.entries()) {
    const bin = binOf(edges[index] ?? 0, exponent);
    if (count > 0) bins.set(bin, (bins.get(bin) ?? 0) + count);
  }
  return bins;
}
