import { type Shares, sumOver } from './shares.ts';

/** Kullback–Leibler divergence Σ p ln(p / q) in nats; infinite when q is 0 where p is not. Oracle: scipy.stats.entropy(p, q). */
export function kullbackLeibler(p: Shares, q: Shares): number {
  return sumOver(p, q, (a, b) => (a === 0 ? 0 : a * Math.log(a / b)));
}
