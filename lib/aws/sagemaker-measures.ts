import type { ArmWindow } from '../core/rollout/traffic.ts';
import { type Series, sumOf, weightedMean } from './metric-periods.ts';
import type { Question } from './metric-series.ts';

/** What is asked of CloudWatch for each variant; the keys begin the ids of the questions. */
const measures = {
  requests: ['Invocations', 'Sum'],
  refused: ['Invocation4XXErrors', 'Sum'],
  failed: ['Invocation5XXErrors', 'Sum'],
  notAnswered: ['InvocationModelErrors', 'Sum'],
  modelP50: ['ModelLatency', 'p50'],
  modelP99: ['ModelLatency', 'p99'],
  overheadP50: ['OverheadLatency', 'p50'],
  overheadP99: ['OverheadLatency', 'p99'],
} as const;
type Measure = keyof typeof measures;

const idOf = (measure: Measure, arm: number) => `${measure}_${arm}`;

export function measureQuestions(dimensions: Record<string, string>, arm: number): Question[] {
  return Object.entries(measures).map(([measure, [metric, stat]]) => ({
    id: idOf(measure as Measure, arm),
    namespace: 'AWS/SageMaker',
    metric,
    dimensions,
    stat,
  }));
}

type Counts = Pick<ArmWindow, 'requests' | 'errors' | 'p50Ms' | 'p99Ms'>;

/**
 * One window of one variant. InvocationModelErrors counts all that is not 2xx, time-outs and broken connections as well, so
 * what is left of it without 4xx are errors that 5xx alone may not show. Latencies come in microseconds; the model's and
 * SageMaker's own part add up only roughly as percentiles, alike for every variant. Percentiles of several periods: the mean
 * of medians weighted by requests, and the worst 99th, which the window's cannot exceed.
 */
export function countsOf(answers: Map<string, Series>, arm: number): Counts {
  const series = (measure: Measure): Series => answers.get(idOf(measure, arm)) ?? new Map();
  const sum = (measure: Measure) => sumOf(series(measure).values());
  const requests = series('requests');
  const silent = sum('notAnswered') - sum('refused');
  const model = { p50: weightedMean(series('modelP50'), requests), p99: worst(series('modelP99')) };
  const overhead = { p50: weightedMean(series('overheadP50'), requests), p99: worst(series('overheadP99')) };
  return {
    requests: sumOf(requests.values()),
    errors: Math.max(sum('failed'), silent, 0),
    p50Ms: together(model.p50, overhead.p50),
    p99Ms: together(model.p99, overhead.p99),
  };
}

function worst(values: Series): number | null {
  return values.size > 0 ? Math.max(...values.values()) : null;
}

function together(modelUs: number | null, overheadUs: number | null): number | null {
  return modelUs === null ? null : (modelUs + (overheadUs ?? 0)) / 1_000;
}
