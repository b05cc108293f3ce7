/**
 * p-values adjusted so that calling those at most q leaves a share of at most q of the calls false on average. Order is kept.
 * Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995). Oracle: scipy.stats.false_discovery_control.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => (pValues[b] ?? 0) - (pValues[a] ?? 0));
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  for (const [index, at] of order.entries()) {
    least = Math.min(least, ((pValues[at] ?? 1) * pValues.length) / (pValues.length - index));
    adjusted[at] = least;
  }
  return adjusted;
}
