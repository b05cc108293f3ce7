import type { ArmWindow } from '../core/rollout/traffic.ts';

/** What is asked of CloudWatch for each version; the keys begin the ids of the queries. */
export const measures = {
  requests: { metric: 'Invocations', stat: 'Sum' },
  errors: { metric: 'Errors', stat: 'Sum' },
  p50: { metric: 'Duration', stat: 'p50' },
  p99: { metric: 'Duration', stat: 'p99' },
} as const;
export type Measure = keyof typeof measures;

/**
 * One window from its minutes. Counts add up. Percentiles do not: the 99th is the worst minute's, which the window's true one
 * cannot exceed; the median is the mean of the minutes' medians, weighted by their requests.
 */
export function combineMinutes(servableId: string, valuesOf: (measure: Measure) => Map<number, number>): ArmWindow {
  const requests = valuesOf('requests');
  const total = sum(requests.values());
  const medians = [...valuesOf('p50')].map(([minute, value]) => value * (requests.get(minute) ?? 0));
  const tails = [...valuesOf('p99').values()];
  return {
    servableId,
    requests: total,
    errors: sum(valuesOf('errors').values()),
    p50Ms: total > 0 && medians.length > 0 ? sum(medians) / total : null,
    p99Ms: tails.length > 0 ? Math.max(...tails) : null,
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
