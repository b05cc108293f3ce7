import { type Shares, sumOver } from './shares.ts';

/** Total variation distance ½ Σ |p − q|: the share of rows that would have to change their bin. 0..1. */
export function totalVariation(p: Shares, q: Shares): number {
  return sumOver(p, q, (a, b) => Math.abs(a - b)) / 2;
}
