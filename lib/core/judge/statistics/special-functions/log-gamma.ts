/**
 * ln Γ(x) for x > 0. Stirling's series from 10 on, the recurrence Γ(x + 1) = x Γ(x) below, and near its zeros at 1 and 2, where
 * both lose the digits, the Taylor series at 2 (Abramowitz & Stegun 6.1.33, 6.1.40). Oracle: scipy.special.gammaln, 1e-13 relative.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingCorrection(x);
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log(x);
  if (x <= 2.5) return nearTwo(x - 2);
  let product = 1;
  let shifted = x;
  for (; shifted < 10; shifted += 1) product *= shifted;
  return logGamma(shifted) - Math.log(product);
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π]: what Stirling's formula misses. From 10 on its series ends below 1e-16. */
export function stirlingCorrection(x: number): number {
  if (x < 10) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + halfLogTwoPi);
  const y = 1 / (x * x);
  return stirling.reduceRight((sum, coefficient) => sum * y + coefficient, 0) / x;
}

export const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** B₂ₖ / (2k (2k − 1)), k = 1 to 7. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

const eulerGamma = 0.577_215_664_901_532_9;

/** ζ(k) − 1 for k = 2 to 31, by Euler and Maclaurin after 63 terms, where what is left out is below 1e-17. */
const zetaMinusOne = Array.from({ length: 30 }, (_, i) => {
  const k = i + 2;
  const from = 64;
  let sum = 0;
  for (let n = from - 1; n >= 2; n -= 1) sum += n ** -k;
  const first = k / 12 / from;
  const second = (k * (k + 1) * (k + 2)) / 720 / from ** 3;
  const third = (k * (k + 1) * (k + 2) * (k + 3) * (k + 4)) / 30_240 / from ** 5;
  return sum + from ** -k * (from / (k - 1) + 0.5 + first - second + third);
});

/** ln Γ(2 + w) for |w| ≤ ½, where 31 terms of a series with ratio −w/2 are enough. */
function nearTwo(w: number): number {
  const sum = zetaMinusOne.reduceRight((rest, zeta, i) => zeta / (i + 2) - w * rest, 0);
  return w * (1 - eulerGamma) + w * w * sum;
}
