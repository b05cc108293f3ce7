/** Shares of a distribution over bins; they add up to 1. */
export type Shares = ArrayLike<number>;

export function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i += 1) sum += counts[i] ?? 0;
  return sum;
}

/** Counts as shares of their sum; of no counts at all, NaN. */
export function sharesOf(counts: ArrayLike<number>): Float64Array {
  const sum = total(counts);
  return Float64Array.from(counts, (count) => count / sum);
}

/** Σ term(pᵢ, qᵢ) over bins. */
export function sumOver(p: Shares, q: Shares, term: (p: number, q: number) => number): number {
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) sum += term(p[i] ?? 0, q[i] ?? 0);
  return sum;
}
