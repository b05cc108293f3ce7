import type { ArmWindow } from '../core/rollout/traffic.ts';
import { type Series, sumOf, weightedMean } from './metric-periods.ts';
import type { Question } from './metric-series.ts';

/** A version that gets traffic through an alias. */
export interface AliasArm {
  servableId: string;
  /** Lambda tells versions apart only while the alias splits its traffic; null: all of it is this one's. */
  executedVersion: string | null;
}

interface Served {
  functionName: string;
  alias: string;
}

/** Where the requests of a version are counted. */
export interface Origin {
  /** Finest period in which its values lie. */
  grainSeconds: number;
  /** CloudWatch may add to a period for as long after it ended. */
  ingestionSeconds: number;
  namespace: string;
  measures: Record<string, { metric: string; stat: string }>;
  dimensions(arm: AliasArm, served: Served): Record<string, string>;
}

/**
 * `serving`: lines that the workload itself prints in the embedded metric format at each answer, 10 s apart. `lambda`: Lambda's own
 * metrics, a minute apart, of every workload; a process that dies and a time-out count there as well.
 */
export const origins = {
  serving: {
    grainSeconds: 10,
    ingestionSeconds: 60,
    namespace: 'Signalbox/Serving',
    measures: {
      // One value a request, 0 or 1: as many values as requests.
      requests: { metric: 'ServerErrors', stat: 'SampleCount' },
      errors: { metric: 'ServerErrors', stat: 'Sum' },
      p50: { metric: 'Latency', stat: 'p50' },
      p99: { metric: 'Latency', stat: 'p99' },
      predictions: { metric: 'Predictions', stat: 'Sum' },
      invalid: { metric: 'InvalidPredictions', stat: 'Sum' },
    },
    dimensions: ({ servableId }) => ({ Servable: servableId }),
  },
  lambda: {
    grainSeconds: 60,
    ingestionSeconds: 120,
    namespace: 'AWS/Lambda',
    measures: {
      requests: { metric: 'Invocations', stat: 'Sum' },
      errors: { metric: 'Errors', stat: 'Sum' },
      p50: { metric: 'Duration', stat: 'p50' },
      p99: { metric: 'Duration', stat: 'p99' },
    },
    dimensions: ({ executedVersion }, { functionName, alias }) => ({
      FunctionName: functionName,
      Resource: `${functionName}:${alias}`,
      ...(executedVersion === null ? {} : { ExecutedVersion: executedVersion }),
    }),
  },
} satisfies Record<string, Origin>;
export type OriginName = keyof typeof origins;

export function originQuestions(name: OriginName, arm: AliasArm, index: number, served: Served): Question[] {
  const origin: Origin = origins[name];
  const dimensions = origin.dimensions(arm, served);
  return Object.entries(origin.measures).map(([measure, what]) => ({
    id: `${measure}_${index}`,
    namespace: origin.namespace,
    dimensions,
    ...what,
  }));
}

/**
 * One window from its periods. Counts add up. Percentiles do not: the 99th is the worst period's, which the window's true one
 * cannot exceed; the median is the mean of the periods' medians, weighted by their requests.
 */
export function combine(servableId: string, valuesOf: (measure: string) => Series): ArmWindow {
  const requests = valuesOf('requests');
  const tails = [...valuesOf('p99').values()];
  const predicted = valuesOf('predictions');
  const count = sumOf(predicted.values());
  const invalid = sumOf(valuesOf('invalid').values());
  return {
    servableId,
    requests: sumOf(requests.values()),
    errors: sumOf(valuesOf('errors').values()),
    p50Ms: weightedMean(valuesOf('p50'), requests),
    p99Ms: tails.length > 0 ? Math.max(...tails) : null,
    // What was predicted is not told here, only how much of it was of no use.
    ...(predicted.size === 0 ? {} : { predictions: { count, invalid, bins: {} } }),
  };
}
