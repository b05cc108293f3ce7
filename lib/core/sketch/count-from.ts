import { lnGamma, type Quantiles } from './quantiles.ts';

/** How many of some numbers: at least, and at most. */
export type Range = [least: number, most: number];

/** Bounds of buckets are told by logarithms, which are not exact. */
const slack = 1e-9;

/** How many of the numbers are not below `cut`, as the buckets tell: those of the one in which it lies may be or not. */
export function countFrom(sketch: Quantiles, cut: number): Range {
  const width = lnGamma * 2 ** sketch.level;
  const range: Range = [0, 0];
  const add = (low: number, high: number, count: number) => {
    if (low >= cut + Math.abs(cut) * slack) range[0] += count;
    if (high >= cut - Math.abs(cut) * slack) range[1] += count;
  };
  add(0, 0, sketch.zeros);
  const { positive, negative } = sketch;
  for (const [at, bucket] of positive.buckets.entries())
    add(Math.exp((bucket - 1) * width), Math.exp(bucket * width), positive.counts[at] ?? 0);
  for (const [at, bucket] of negative.buckets.entries())
    add(-Math.exp(bucket * width), -Math.exp((bucket - 1) * width), negative.counts[at] ?? 0);
  return range;
}

/** The same numbers with the other sign. */
export function mirrored({ positive, negative, ...rest }: Quantiles): Quantiles {
  return { ...rest, positive: negative, negative: positive };
}
