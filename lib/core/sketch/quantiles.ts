import * as z from 'zod';

const count = z.number().int().min(0);
const side = z.object({ buckets: z.array(z.number().int()), counts: z.array(count) });

/**
 * Counts of numbers in buckets whose bounds grow by a constant factor (the layout of DDSketch; Masson, Rim and Lee, VLDB 2019):
 * bucket `i` of level 0 holds the absolutes in (γ^(i-1), γ^i], γ = (1 + α) / (1 - α). A level doubles the width of all buckets,
 * (Epicoco and others, 2020: "uniform collapse"), so buckets nest and merging is exact, associative and commutative.
 */
export const quantilesSchema = z.object({
  /** 0 while the numbers span no more than `maxBuckets` buckets; see `relativeError`. */
  level: count,
  zeros: count,
  positive: side,
  negative: side,
});
export type Quantiles = z.output<typeof quantilesSchema>;

/** α: a quantile of level 0 is within 1 % of a value that has its rank. */
const relativeErrorOfLevel0 = 0.01;
export const lnGamma = Math.log((1 + relativeErrorOfLevel0) / (1 - relativeErrorOfLevel0));
/** 2,048 buckets of 1 % hold 17 powers of ten in which no bucket is empty. */
const maxBuckets = 2_048;

type Counts = Map<number, number>;
export interface Signed {
  zeros: number;
  positive: Counts;
  negative: Counts;
}

/** `counts` by bucket of level 0. */
export function quantilesOf(counts: Signed): Quantiles | null {
  if (counts.zeros + counts.positive.size + counts.negative.size === 0) return null;
  return narrowed(counts, 0);
}

export function mergeQuantiles(a: Quantiles | null, b: Quantiles | null): Quantiles | null {
  if (!a || !b) return a ?? b;
  const level = Math.max(a.level, b.level);
  const [one, other] = [atLevel(a, level), atLevel(b, level)];
  const both = { zeros: a.zeros + b.zeros, positive: one.positive, negative: one.negative };
  for (const sign of ['positive', 'negative'] as const)
    for (const [bucket, n] of other[sign]) both[sign].set(bucket, (both[sign].get(bucket) ?? 0) + n);
  return narrowed(both, level);
}

/** Half the width of a bucket by its middle: how far a quantile may be from a value of its rank. */
export function relativeError({ level }: Quantiles): number {
  return Math.tanh((lnGamma * 2 ** level) / 2);
}

/** The value of rank ⌈share · n⌉, within `relativeError`. */
export function quantile(sketch: Quantiles, share: number): number {
  return valueAt(sketch, Math.max(1, Math.ceil(share * countOf(sketch))));
}

function countOf({ negative, zeros, positive }: Quantiles): number {
  return sum(negative.counts) + zeros + sum(positive.counts);
}

/** The value of a rank, which is counted from 1. */
function valueAt(sketch: Quantiles, rank: number): number {
  let left = rank;
  const { negative, positive } = sketch;
  // Negative numbers rise as their buckets fall.
  for (let index = negative.buckets.length - 1; index >= 0; index--) {
    left -= negative.counts[index] ?? 0;
    if (left <= 0) return -middle(negative.buckets[index] ?? 0, sketch.level);
  }
  left -= sketch.zeros;
  if (left <= 0) return 0;
  for (const [index, bucket] of positive.buckets.entries()) {
    left -= positive.counts[index] ?? 0;
    if (left <= 0) return middle(bucket, sketch.level);
  }
  return middle(positive.buckets.at(-1) ?? 0, sketch.level);
}

/** The same with the most that it may be off by: where a quantile lies between two values, it may be either of them. */
export function approximateQuantile(sketch: Quantiles, share: number): { value: number; error: number } {
  const value = quantile(sketch, share);
  const position = share * Math.max(0, countOf(sketch) - 1);
  const ends = [Math.floor(position), Math.ceil(position)].map((rank) => valueAt(sketch, rank + 1));
  const errors = [value, ...ends].map((end) => Math.abs(end - value) + Math.abs(end) * relativeError(sketch));
  return { value, error: Math.max(...errors) };
}

/** 2γ^i / (γ + 1) is as far from both bounds, by their measure. In logarithms, where nothing overflows before it must. */
function middle(bucket: number, level: number): number {
  const width = lnGamma * 2 ** level;
  return Math.min(Number.MAX_VALUE, Math.exp(bucket * width + Math.LN2 - Math.log1p(Math.exp(width))));
}

function sum(counts: number[]): number {
  return counts.reduce((total, n) => total + n, 0);
}

function narrowed({ zeros, positive, negative }: Signed, level: number): Quantiles {
  if (positive.size + negative.size <= maxBuckets)
    return { level, zeros, positive: sideOf(positive), negative: sideOf(negative) };
  return narrowed({ zeros, positive: halved(positive), negative: halved(negative) }, level + 1);
}

function halved(counts: Counts): Counts {
  const half: Counts = new Map();
  for (const [bucket, n] of counts) {
    const wider = Math.ceil(bucket / 2) + 0;
    half.set(wider, (half.get(wider) ?? 0) + n);
  }
  return half;
}

function sideOf(counts: Counts): z.output<typeof side> {
  const entries = [...counts].sort(([a], [b]) => a - b);
  return { buckets: entries.map(([bucket]) => bucket), counts: entries.map(([, n]) => n) };
}

/** Counts by bucket, of buckets that are at least as wide as the sketch's own. */
export function atLevel(sketch: Quantiles, level: number): Record<'positive' | 'negative', Counts> {
  const [positive, negative] = [sketch.positive, sketch.negative].map(({ buckets, counts }) => {
    let map: Counts = new Map(buckets.map((bucket, index) => [bucket, counts[index] ?? 0]));
    for (let at = sketch.level; at < level; at++) map = halved(map);
    return map;
  });
  return { positive: positive ?? new Map(), negative: negative ?? new Map() };
}
