import { type Shares, sumOver } from './shares.ts';

/** Hellinger distance √(1 − Σ √(p q)), written as √(½ Σ (√p − √q)²), which does not cancel: 0 for equal, 1 for disjoint. */
export function hellinger(p: Shares, q: Shares): number {
  return Math.sqrt(sumOver(p, q, (a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2) / 2);
}
