import { fail } from '../breach.ts';
import type { Datum } from './state.ts';

export interface Ask {
  periodSeconds: number;
  stat: string;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  nowMs: number;
  unit?: Datum['unit'];
}

/** The statistic of each period that has data, by the period's beginning, oldest first. Periods are aligned to the clock. */
export function pointsOf(data: Datum[], { periodSeconds, stat, fromMs, toMs, nowMs, unit }: Ask): Map<number, number> {
  const periodMs = periodSeconds * 1000;
  const periods = new Map<number, Datum[]>();
  const seen = data.filter(
    (one) =>
      one.visibleMs <= nowMs && one.atMs >= fromMs && one.atMs < toMs && (unit === undefined || unit === one.unit),
  );
  for (const one of seen.sort((a, b) => a.atMs - b.atMs)) {
    const start = Math.floor(one.atMs / periodMs) * periodMs;
    if (start < fromMs) continue;
    periods.set(start, [...(periods.get(start) ?? []), one]);
  }
  const points = [...periods].map(([start, ones]) => [start, statistic(stat, ones)] as const);
  return new Map(points.filter((point): point is [number, number] => point[1] !== undefined));
}

function statistic(stat: string, data: Datum[]): number | undefined {
  const sum = data.reduce((total, { summary }) => total + summary.sum, 0);
  const count = data.reduce((total, { summary }) => total + summary.count, 0);
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(stat)?.[1];
  if (percentile !== undefined) return percentileOf(data, Number(percentile) / 100);
  const known: Record<string, () => number> = {
    Sum: () => sum,
    SampleCount: () => count,
    Average: () => sum / count,
    Minimum: () => Math.min(...data.map(({ summary }) => summary.min)),
    Maximum: () => Math.max(...data.map(({ summary }) => summary.max)),
  };
  const calculate = known[stat];
  if (!calculate)
    fail('cloudwatch', 'statistic', `the fake knows no ${stat}, only ${Object.keys(known).join(', ')} and p0 to p100`);
  return calculate();
}

/** By nearest rank. A summary without values has no percentiles. */
function percentileOf(data: Datum[], share: number): number | undefined {
  const values = data.flatMap((one) => one.values).sort(([a], [b]) => a - b);
  const total = values.reduce((sum, [, count]) => sum + count, 0);
  let rank = Math.max(1, Math.ceil(share * total));
  for (const [value, count] of values) {
    rank -= count;
    if (rank <= 0) return value;
  }
  return undefined;
}
