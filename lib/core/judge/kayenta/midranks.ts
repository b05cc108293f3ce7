/**
 * Ranks from 1 of every value, tied ones sharing their mean rank, and Σ(t³ − t) over the ties' sizes t, by which the variance
 * of a rank sum shrinks. NaN ranks above everything, as commons-math's `NaNStrategy.MAXIMAL` does.
 */
export function midranks(values: readonly number[]): { ranks: number[]; ties: number } {
  const sortable = Float64Array.from(values, (value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value));
  const order = Array.from(sortable.keys()).sort((a, b) => compare(sortable[a], sortable[b]));
  const ranks = new Array<number>(values.length);
  let ties = 0;
  for (let start = 0; start < order.length; ) {
    const value = sortable[order[start] ?? 0];
    let end = start + 1;
    while (end < order.length && sortable[order[end] ?? 0] === value) end += 1;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, ties };
}

/** Infinities too, whose difference would be NaN. */
function compare(a = 0, b = 0): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
