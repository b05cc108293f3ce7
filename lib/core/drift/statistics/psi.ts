import { type Shares, sumOver } from './shares.ts';

/**
 * Population stability index Σ (p − q) ln(p / q), which is KL both ways. Infinite when a bin is empty on one side only: smooth
 * the shares first. A bin that is empty on both says nothing. Symmetric; no unit.
 */
export function psi(p: Shares, q: Shares): number {
  return sumOver(p, q, (a, b) => (a === b ? 0 : (a - b) * Math.log(a / b)));
}
