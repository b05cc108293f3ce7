import type { Shares } from './shares.ts';

/** L∞ distance max |p − q|: how far the share of any one category moved. 0..1. */
export function lInfinity(p: Shares, q: Shares): number {
  let most = 0;
  for (let i = 0; i < p.length; i += 1) most = Math.max(most, Math.abs((p[i] ?? 0) - (q[i] ?? 0)));
  return most;
}
