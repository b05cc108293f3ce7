import { bisect } from './special-functions/bisect.ts';

/**
 * Half the width of a band around an empirical distribution function that holds the true one everywhere and at all counts from
 * `firstCount` on at once, with probability 1 − alpha: A √((ln(1 + ln(n/m)) + C)/n), and ∞ before. Howard & Ramdas, arXiv
 * 1906.09712, Theorem 2. Assumes independent values of one distribution. Oracle: confseq `empirical_process_lil_bound`.
 */
export function cdfBand(count: number, alpha: number, firstCount = 100, amplitude = 0.85): number {
  if (count < firstCount) return Number.POSITIVE_INFINITY;
  const c = bandConstant(alpha, amplitude);
  return amplitude * Math.sqrt((Math.log1p(Math.log(count / firstCount)) + c) / count);
}

/** The smallest C whose error, at the best η, is alpha. */
function bandConstant(alpha: number, amplitude: number): number {
  const error = (c: number) => bestOf((eta) => Math.log(bandError(c, eta, amplitude)), 1, topEta(c, amplitude));
  let above = 5;
  while (error(above) > Math.log(alpha)) above *= 2;
  return bisect((c) => Math.log(alpha) - error(c), 0, above);
}

/** The theorem's chance of leaving the band, with epochs that grow by η: 4 exp(−γ²C)(1 + 1/((γ² − 1) ln η)). */
function bandError(c: number, eta: number, amplitude: number): number {
  const gamma = (2 / eta) * (amplitude - Math.sqrt((2 * (eta - 1)) / c)) ** 2;
  if (gamma <= 1) return Number.POSITIVE_INFINITY;
  return 4 * Math.exp(-gamma * c) * (1 + 1 / ((gamma - 1) * Math.log(eta)));
}

/** Where γ² falls to 1. */
function topEta(c: number, amplitude: number): number {
  return bisect((eta) => Math.sqrt(eta / 2) + Math.sqrt((2 * (eta - 1)) / c) - amplitude, 1, 2 * amplitude ** 2);
}

/** The least value of a function with one valley, by golden sections. It is infinite at both ends. */
function bestOf(f: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i += 1) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (f(left) < f(right)) high = right;
    else low = left;
  }
  return f((low + high) / 2);
}
