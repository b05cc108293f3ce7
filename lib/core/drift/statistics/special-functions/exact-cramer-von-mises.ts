/**
 * P(U ≥ u) of the Cramér–von Mises statistic of n and m values without ties, for U = n Σ(…)² + m Σ(…)²: all orders counted out by
 * the value Σ (a v − b w)² over the steps of a path, a = lcm / n, b = lcm / m. Anderson, Annals of Mathematical Statistics 33 (1962);
 * Xiao, Gordon and Yakovlev, Journal of Statistical Software 17 (2006).
 */
export function exactTail(u: number, n: number, m: number): number {
  const [pairs, multiple] = [n * m, lcm(n, m)];
  const limit = Math.floor((multiple ** 2 * (n + m) * (6 * u - pairs * (4 * pairs - 1))) / (6 * pairs ** 2));
  const [a, b] = [multiple / n, multiple / m];
  let column: Array<Map<number, number>> = [];
  for (let w = 0; w <= m; w += 1) {
    const next: Array<Map<number, number>> = [];
    for (let v = 0; v <= n; v += 1) {
      const step = (a * v - b * w) ** 2;
      const chances = new Map<number, number>();
      if (v + w === 0) chances.set(0, 1);
      add(chances, next[v - 1], step, v / (v + w));
      add(chances, column[v], step, w / (v + w));
      next.push(chances);
    }
    column = next;
  }
  let sum = 0;
  for (const [value, chance] of column[n] ?? []) if (value >= limit) sum += chance;
  return Math.min(1, sum);
}

/** The last step was of this sample with chance `share`. */
function add(to: Map<number, number>, from: Map<number, number> | undefined, step: number, share: number): void {
  for (const [value, chance] of from ?? []) to.set(value + step, (to.get(value + step) ?? 0) + chance * share);
}

function lcm(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}
