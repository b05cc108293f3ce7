import type { ArmWindow, PredictionCounts } from '../../core/rollout/traffic.ts';
import { type Series, sumOf, weightedMean } from '../metric-periods.ts';
import type { Question } from '../metric-series.ts';
import { binCount, binMetric, type DoorArm, doorNamespace } from './measures.ts';

/** A version on one side of a mirror or a test. */
export interface Side {
  servable: string;
  arm: DoorArm;
}

const bins = Array.from({ length: binCount }, (_, bin) => bin);
const binId = (bin: number) => binMetric(bin).toLowerCase();

/** What is asked of CloudWatch for each side; the keys begin the ids of the queries. */
const measures: Record<string, { metric: string; stat: string }> = {
  requests: { metric: 'Requests', stat: 'Sum' },
  errors: { metric: 'ServerErrors', stat: 'Sum' },
  p50: { metric: 'Latency', stat: 'p50' },
  p99: { metric: 'Latency', stat: 'p99' },
  predictions: { metric: 'Predictions', stat: 'Sum' },
  invalid: { metric: 'InvalidPredictions', stat: 'Sum' },
  compared: { metric: 'Compared', stat: 'Sum' },
  disagreed: { metric: 'Disagreed', stat: 'Sum' },
  outcomes: { metric: 'Outcome', stat: 'SampleCount' },
  outcomesum: { metric: 'Outcome', stat: 'Sum' },
  outcomesquares: { metric: 'OutcomeSquare', stat: 'Sum' },
  ...Object.fromEntries(bins.map((bin) => [binId(bin), { metric: binMetric(bin), stat: 'Sum' }])),
};

export function sideQuestions(pipeline: string, { servable, arm }: Side, index: number): Question[] {
  const dimensions = { Pipeline: pipeline, Servable: servable, Arm: arm };
  return Object.entries(measures).map(([measure, what]) => ({
    id: `${measure}_${index}`,
    namespace: doorNamespace,
    dimensions,
    ...what,
  }));
}

/** One window of one side; see `combine` of metric-origins for how periods become one. */
export function sideWindow({ servable }: Side, index: number, answers: Map<string, Series>): ArmWindow {
  const series = (measure: string): Series => answers.get(`${measure}_${index}`) ?? new Map();
  const total = (measure: string) => sumOf(series(measure).values());
  const requests = series('requests');
  const tails = [...series('p99').values()];
  const outcomes = { count: total('outcomes'), sum: total('outcomesum'), sumOfSquares: total('outcomesquares') };
  return {
    servableId: servable,
    requests: total('requests'),
    errors: total('errors'),
    p50Ms: weightedMean(series('p50'), requests),
    p99Ms: tails.length > 0 ? Math.max(...tails) : null,
    ...(series('predictions').size === 0 ? {} : { predictions: predictionsOf(total) }),
    ...(series('compared').size === 0
      ? {}
      : { agreement: { compared: total('compared'), disagreed: total('disagreed') } }),
    ...(outcomes.count === 0 ? {} : { outcomes }),
  };
}

function predictionsOf(total: (measure: string) => number): PredictionCounts {
  const counted = bins.flatMap((bin) => {
    const times = total(binId(bin));
    return times > 0 ? [[binId(bin), times] as const] : [];
  });
  return { count: total('predictions'), invalid: total('invalid'), bins: Object.fromEntries(counted) };
}
