/** Whole periods of CloudWatch, and how long they are: 10, 30 or a multiple of 60. */
export interface Periods {
  start: Date;
  end: Date;
  periodSeconds: number;
}

/**
 * The whole grains that begin in [from, to), in as long periods as fit: windows that follow each other count each of them once.
 * Null: none does.
 */
export function periodsIn(from: string, to: string, grainSeconds: number): Periods | null {
  const [start, end] = [from, to].map((at) => Math.ceil(Date.parse(at) / 1_000 / grainSeconds) * grainSeconds);
  if (start === undefined || end === undefined || start >= end) return null;
  return { start: new Date(start * 1_000), end: new Date(end * 1_000), periodSeconds: longest(gcd(start, end)) };
}

/** A window is an hour at most. */
const longestSeconds = 3_600;

/** A percentile is exact only within one period, so the fewer the better. */
function longest(common: number): number {
  if (common % 60 === 0) return gcd(common, longestSeconds);
  return common % 30 === 0 ? 30 : 10;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Values of one metric by the beginning of their period, in milliseconds. */
export type Series = Map<number, number>;

export function sumOf(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Mean of the periods' values, each as often as it had requests; null without any. */
export function weightedMean(values: Series, counts: Series): number | null {
  let total = 0;
  let weight = 0;
  for (const [period, value] of values) {
    const count = counts.get(period) ?? 0;
    total += value * count;
    weight += count;
  }
  return weight > 0 ? total / weight : null;
}
