import type { Counts } from '../../../../lib/core/judge/statistics/counts.ts';

/** E[f] over both arms' errors, exactly, when each request fails by itself at these rates. */
export function expectation(
  arms: { candidate: number; champion: number },
  rates: { p1: number; p0: number },
  f: (window: { candidate: Counts; champion: Counts }) => number,
): number {
  let sum = 0;
  for (let y1 = 0; y1 <= arms.candidate; y1 += 1) {
    for (let y0 = 0; y0 <= arms.champion; y0 += 1) {
      const chance = binomial(y1, arms.candidate, rates.p1) * binomial(y0, arms.champion, rates.p0);
      const candidate = { requests: arms.candidate, errors: y1 };
      sum += chance * f({ candidate, champion: { requests: arms.champion, errors: y0 } });
    }
  }
  return sum;
}

function binomial(y: number, n: number, p: number): number {
  let chance = 1;
  for (let i = 1; i <= y; i += 1) chance *= ((n - y + i) / i) * p;
  return chance * (1 - p) ** (n - y);
}
