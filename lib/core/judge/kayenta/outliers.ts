/** Percentile by linear interpolation between the closest ranks (R's type 7); NaN of no values. `percent` is 0 to 100. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below === above ? below : below + (at - Math.floor(at)) * (above - below);
}

/**
 * The values within Tukey's fences, Q1 − factor · IQR to Q3 + factor · IQR. Kayenta widens the fences to the 1st and 99th
 * percentile, so that one value in a hundred, at most, is an outlier at either side.
 * @param slack how far beyond a fence still counts as on it, in the metric's unit
 */
export function withoutOutliers(values: readonly number[], factor: number, slack = 0): number[] {
  const [lower, q1, q3, upper] = [1, 25, 75, 99].map((percent) => percentile(values, percent)) as Quartet;
  const least = Math.min(lower, q1 - factor * (q3 - q1)) - slack;
  const most = Math.max(upper, q3 + factor * (q3 - q1)) + slack;
  return values.filter((value) => value >= least && value <= most);
}

type Quartet = [number, number, number, number];
