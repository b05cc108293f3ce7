/**
 * P(U ≤ u) for every u of the Mann–Whitney statistic U of two samples of n and m values without ties, when they come from one
 * distribution: an array of n · m + 1 numbers. Mann and Whitney's recursion (Annals of Mathematical Statistics 18, 1947), on
 * the probabilities themselves: nothing cancels. Work grows with (n · m)². Oracle: scipy.stats.mannwhitneyu, method exact.
 */
export function uDistribution(n: number, m: number): Float64Array {
  // Chances of U for i and j values; the largest of all is of the first sample, and beats j, with chance i / (i + j).
  let row = Array.from({ length: m + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= n; i += 1) {
    const next = [Float64Array.of(1)];
    for (let j = 1; j <= m; j += 1) {
      const chances = new Float64Array(i * j + 1);
      for (const [u, chance] of (row[j] ?? []).entries()) chances[u + j] = (chance * i) / (i + j);
      for (const [u, chance] of (next[j - 1] ?? []).entries()) chances[u] = (chances[u] ?? 0) + (chance * j) / (i + j);
      next.push(chances);
    }
    row = next;
  }
  let sum = 0;
  return (row[m] ?? Float64Array.of(1)).map((chance) => {
    sum += chance;
    return sum;
  });
}
