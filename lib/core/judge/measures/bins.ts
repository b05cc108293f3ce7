import { type ArmWindow, latencyBinMs } from '../../rollout/traffic.ts';

export type Bins = Record<string, number>;

export function addBins(a: Bins, b: Bins): Bins {
  const sum = { ...a };
  for (const [bin, count] of Object.entries(b)) sum[bin] = (sum[bin] ?? 0) + count;
  return sum;
}

/** A quantile of one window: from its bins where there are some, otherwise the percentile that was measured; null when neither is. */
export function quantileMs(
  { latencies, p50Ms, p99Ms }: Pick<ArmWindow, 'latencies' | 'p50Ms' | 'p99Ms'>,
  quantile: number,
): number | null {
  if (!latencies) return quantile === 0.99 ? p99Ms : quantile === 0.5 ? p50Ms : null;
  const numbers = Object.keys(latencies).map(Number);
  const total = Object.values(latencies).reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (const bin of numbers.sort((a, b) => a - b)) {
    below += latencies[bin] ?? 0;
    if (below >= quantile * total) return latencyBinMs(bin);
  }
  return null;
}
