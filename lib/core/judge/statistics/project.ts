import { type Margin, onLine } from './margin.ts';
import { bisect } from './special-functions/bisect.ts';

/**
 * The point (p1, p0) of the margin's line, within the unit square, nearest to the rates (q1, q0) in n1 KL(q1‖p1) + n0 KL(q0‖p0).
 * The sum is convex in p0. Its slope `n1 r (p1 − q1)/(p1 (1 − p1)) + n0 (p0 − q0)/(p0 (1 − p0))` has its root between q0, where the
 * second term is 0, and the foot of q1 on the line, where the first is. q1 and q0 inside (0, 1); for r = 1, d = 0 it is the
 * weighted mean (n1 q1 + n0 q0) / (n1 + n0). Oracle: scipy.optimize.minimize_scalar.
 */
export function project(q1: number, n1: number, q0: number, n0: number, margin: Margin): { p1: number; p0: number } {
  const { ratio, difference } = margin;
  if (ratio === 0) return { p1: difference, p0: q0 };
  // Where 0 ≤ p1 ≤ 1 as well.
  const low = Math.max(0, -difference / ratio);
  const high = Math.min(1, (1 - difference) / ratio);
  const within = (p0: number) => Math.min(high, Math.max(low, p0));
  const foot = within((q1 - difference) / ratio);
  const near = within(q0);
  if (n1 === 0) return at(near, margin);
  if (n0 === 0) return at(foot, margin);
  const slope = (p0: number) => {
    const { p1 } = at(p0, margin);
    return n1 * ratio * pull(p1, q1) + n0 * pull(p0, q0);
  };
  return at(bisect(slope, Math.min(foot, near), Math.max(foot, near)), margin);
}

/** The derivative of KL(q‖p) by p: −∞ at p = 0 and ∞ at p = 1. */
function pull(p: number, q: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  return p >= 1 ? Number.POSITIVE_INFINITY : (p - q) / (p * (1 - p));
}

function at(p0: number, margin: Margin): { p1: number; p0: number } {
  return { p1: Math.min(1, Math.max(0, onLine(margin, p0))), p0 };
}
