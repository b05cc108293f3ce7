import { differenceAt } from './difference-rank.ts';
import type { Shift } from './mann-whitney.ts';
import type { Level } from './rules.ts';
import { uDistribution } from './u-distribution.ts';

/** Up to 50 by 50 points the distribution of U is exact, as in R's `wilcox.test`. */
const exactPairs = 2_500;

/**
 * Hodges and Lehmann's estimate of the shift, the median of all n · m differences, and its confidence interval between two of
 * them (Annals of Mathematical Statistics 34, 1963; Moses, in Walker and Lev, 1953). No search, so no unit: data times ten
 * gives ten times the interval. With ties, closed ends keep at least the confidence (Noether, JASA 62, 1967). Above 2,500
 * pairs U is taken as normal, whose tails are heavier than its own. Oracle: scipy.stats.mannwhitneyu, turned around.
 * @returns null where no interval of so few values has that confidence: 1 / C(n + m, n) is above the tail.
 */
export function exactShift(experiment: readonly number[], control: readonly number[], level: Level): Shift | null {
  const [x, y] = [experiment, control].map((values) => Float64Array.from(values).sort()) as [
    Float64Array,
    Float64Array,
  ];
  const pairs = x.length * y.length;
  const rank =
    pairs <= exactPairs ? exactRank(x.length, y.length, level.tail) : normalRank(x.length, y.length, level.z);
  if (rank < 1) return null;
  const middle = [Math.floor((pairs + 1) / 2), Math.ceil((pairs + 1) / 2)].map((k) => differenceAt(x, y, k));
  return {
    lower: differenceAt(x, y, rank),
    upper: differenceAt(x, y, pairs + 1 - rank),
    estimate: middle.reduce((sum, difference) => sum + difference / 2, 0),
  };
}

/** The largest k with P(U ≤ k − 1) ≤ tail; 0 where there is none. */
function exactRank(n: number, m: number, tail: number): number {
  // P(U ≤ u) is a sum of rounded chances: a 1e-12th of the tail is allowed for that.
  return uDistribution(n, m).findIndex((chance) => chance > tail * (1 + 1e-12));
}

function normalRank(n: number, m: number, z: number): number {
  const deviation = Math.sqrt((n * m * (n + m + 1)) / 12);
  return Math.floor((n * m) / 2 + 0.5 - z * deviation);
}
