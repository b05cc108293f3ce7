import { logGamma } from '../../../judge/statistics/special-functions/log-gamma.ts';

/**
 * P(D⁺ ≥ d) of one sample of n values, 0 < d < 1: d Σ C(n, j) (d + j/n)^(j − 1) (1 − d − j/n)^(n − j), j to n (1 − d). Every term is
 * positive. Birnbaum and Tingey, Annals of Mathematical Statistics 22 (1951). Work grows with n. Oracle: scipy.special.smirnov.
 */
export function smirnov(n: number, d: number): number {
  let sum = 0;
  const whole = logGamma(n + 1);
  for (let j = Math.floor(n * (1 - d)); j >= 0; j -= 1) {
    const rest = 1 - d - j / n;
    if (rest <= 0) continue;
    const ways = whole - logGamma(j + 1) - logGamma(n - j + 1);
    sum += Math.exp(ways + (j - 1) * Math.log(d + j / n) + (n - j) * Math.log(rest));
  }
  return d * sum;
}
