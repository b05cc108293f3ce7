/** How fast level, trend and season follow what is seen; each 0 to 1. */
export interface Smoothing {
  level: number;
  trend: number;
  season: number;
}

export interface Forecast {
  forecasts: number[];
  /** Of each value of the past, how far the model's was off. */
  residuals: number[];
}

/**
 * Additive triple exponential smoothing, with the start and the order of updates that Deequ has: the level begins with the mean
 * of the first cycle, the trend with the difference of the first two means, the season with the first cycle.
 */
export function forecast(past: readonly number[], period: number, smoothing: Smoothing, ahead: number): Forecast {
  const sum = (from: number) => past.slice(from, from + period).reduce((a, b) => a + b, 0);
  let level = sum(0) / period;
  let trend = (sum(period) - sum(0)) / period ** 2;
  const season = past.slice(0, period).map((value) => value - level);
  const forecasts: number[] = [];
  const residuals: number[] = [];
  for (let t = 0; t < past.length + ahead; t += 1) {
    const now = season[t] ?? Number.NaN;
    if (t < past.length) residuals.push((past[t] ?? Number.NaN) - (level + trend + now));
    else forecasts.push(level + trend + now);
    const value = past[t] ?? level + trend + now;
    season.push(smoothing.season * (value - level - trend) + (1 - smoothing.season) * now);
    const next = smoothing.level * (value - now) + (1 - smoothing.level) * (level + trend);
    trend = smoothing.trend * (next - level) + (1 - smoothing.trend) * trend;
    level = next;
  }
  return { forecasts, residuals };
}

const coarse = [0, 0.1, 0.3, 0.6, 0.9];
const finest = 1e-4;

/** The smoothing of least squared residuals: the best of a coarse grid, then steps along one parameter at a time, halved. */
export function fitted(past: readonly number[], period: number): Smoothing {
  const lossOf = (at: Smoothing) => forecast(past, period, at, 0).residuals.reduce((sum, value) => sum + value ** 2, 0);
  const grid = coarse.flatMap((level) => coarse.flatMap((trend) => coarse.map((season) => ({ level, trend, season }))));
  let [best, loss] = leastOf(grid, lossOf);
  for (let step = 0.1; step > finest; ) {
    const [next, less] = leastOf(neighbours(best, step), lossOf);
    if (less < loss) [best, loss] = [next, less];
    else step /= 2;
  }
  return best;
}

function leastOf(candidates: Smoothing[], lossOf: (at: Smoothing) => number): [Smoothing, number] {
  const losses = candidates.map((at) => [at, lossOf(at)] as [Smoothing, number]);
  return losses.reduce((a, b) => (b[1] < a[1] ? b : a));
}

function neighbours(at: Smoothing, step: number): Smoothing[] {
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  return (['level', 'trend', 'season'] as const).flatMap((name) =>
    [step, -step].map((by) => ({ ...at, [name]: inside(at[name] + by) })),
  );
}
