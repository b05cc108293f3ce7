import type { Cells } from './cells.ts';
import { total } from './shares.ts';
import type { Tested } from './tested.ts';

/** Scholz and Stephens, JASA 82 (1987), table 1: critical values are b0 + b1 / √m + b2 / m, m = samples − 1 = 1. */
const table = [
  { level: 0.25, b: [0.675, -0.245, -0.105] },
  { level: 0.1, b: [1.281, 0.25, -0.305] },
  { level: 0.05, b: [1.645, 0.678, -0.362] },
  { level: 0.025, b: [1.96, 1.149, -0.391] },
  { level: 0.01, b: [2.326, 1.822, -0.396] },
  { level: 0.005, b: [2.573, 2.364, -0.345] },
  { level: 0.001, b: [3.085, 3.615, -0.154] },
].map(({ level, b }) => ({ x: b.reduce((sum, part) => sum + part, 0), y: Math.log(level) }));

/**
 * Anderson–Darling statistic of two samples with midranks, standardized, cells of one value each; and its p-value by the
 * parabola through the logarithms of the table's levels, which is known from 0.001 to 0.25 only. Same paper, equations 6 and 7.
 * Oracle: scipy.stats.anderson_ksamp.
 */
export function andersonDarling({ reference, current }: Cells): Tested {
  const [n, m] = [total(reference), total(current)];
  const all = n + m;
  let sum = 0;
  for (const [counts, size] of [
    [reference, n],
    [current, m],
  ] as const) {
    let [below, belowAll, inner] = [0, 0, 0];
    for (let i = 0; i < counts.length; i += 1) {
      const [mine, here] = [counts[i] ?? 0, (reference[i] ?? 0) + (current[i] ?? 0)];
      const [rank, rankAll] = [below + mine / 2, belowAll + here / 2];
      inner += ((here / all) * (all * rank - rankAll * size) ** 2) / (rankAll * (all - rankAll) - (all * here) / 4);
      below += mine;
      belowAll += here;
    }
    sum += inner / size;
  }
  const statistic = ((sum * (all - 1)) / all - 1) / Math.sqrt(variance(n, m));
  return { statistic, pValue: pValueOf(statistic) };
}

/** Outside the table only its last level is known. */
function pValueOf(statistic: number): number {
  if (statistic < (table[0]?.x ?? 0)) return 0.25;
  if (statistic > (table.at(-1)?.x ?? 0)) return 0.001;
  return Math.exp(parabola(statistic));
}

/** Least squares in Legendre's way: 1, x − x̄, and what these two leave of its square are orthogonal over the table. */
const parabola = (() => {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const [x, y] = [table.map((row) => row.x), table.map((row) => row.y)];
  const centre = mean(x);
  const linear = x.map((value) => value - centre);
  const [spread, tilt] = [
    mean(linear.map((u) => u * u)),
    dot(
      linear.map((u) => u * u),
      linear,
    ) / dot(linear, linear),
  ];
  const square = linear.map((u) => u * u - spread - tilt * u);
  const [a, b, c] = [mean(y), dot(y, linear) / dot(linear, linear), dot(y, square) / dot(square, square)];
  return (at: number) => a + b * (at - centre) + c * ((at - centre) ** 2 - spread - tilt * (at - centre));
})();

/** Same paper, equation 4, for two samples. */
function variance(n: number, m: number): number {
  const all = n + m;
  const h = 1 / n + 1 / m;
  let [harmonic, g] = [0, 0];
  // g = Σᵢ Σⱼ₍ᵢ 1 / ((N − i) j), the inner sum carried along.
  for (let i = 1; i < all; i += 1) harmonic += 1 / i;
  let inner = 0;
  for (let j = all - 1; j > 1; j -= 1) {
    inner += 1 / j;
    g += inner / (all - j + 1);
  }
  const a = 4 * g - 6 + (10 - 6 * g) * h;
  const b = (2 * g - 4) * 4 + 8 * harmonic * 2 + (2 * g - 14 * harmonic - 4) * h - 8 * harmonic + 4 * g - 6;
  const c = (6 * harmonic + 2 * g - 2) * 4 + (4 * harmonic - 4 * g + 6) * 2 + (2 * harmonic - 6) * h + 4 * harmonic;
  const d = (2 * harmonic + 6) * 4 - 4 * harmonic * 2;
  return (a * all ** 3 + b * all ** 2 + c * all + d) / ((all - 1) * (all - 2) * (all - 3));
}
