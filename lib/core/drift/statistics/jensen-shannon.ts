import { type Shares, sumOver } from './shares.ts';

/**
 * Jensen–Shannon divergence ½ KL(p‖m) + ½ KL(q‖m), m = (p + q) / 2, in bits: 0 for equal, 1 for disjoint distributions. Never
 * infinite, so nothing is smoothed. Tools differ by base and root: see `jensenShannonDistance`.
 */
export function jensenShannonDivergence(p: Shares, q: Shares): number {
  const half = (a: number, b: number) => (a === 0 ? 0 : a * Math.log2((2 * a) / (a + b)));
  return Math.max(0, sumOver(p, q, (a, b) => half(a, b) + half(b, a)) / 2);
}

/**
 * Its square root, a metric. Oracle: scipy.spatial.distance.jensenshannon.
 * @param base 2 gives 0..1; e, as Evidently and scipy take it, 0..0.8326.
 */
export function jensenShannonDistance(p: Shares, q: Shares, base = 2): number {
  return Math.sqrt(jensenShannonDivergence(p, q) / Math.log2(base));
}
