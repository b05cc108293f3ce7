import { countPredictions, type Said } from '../../core/rollout/answers.ts';
import { binMetric, binOf } from './measures.ts';

/** Metrics of one answer: a request, whether it failed, how long it took, and what was predicted in it. */
export function counted(status: number, latencyMs: number, predictions: Said[] | undefined): Record<string, number> {
  return {
    Requests: 1,
    ServerErrors: status >= 500 ? 1 : 0,
    Latency: Math.round(latencyMs * 1_000) / 1_000,
    ...(predictions && status < 500 ? predicted(predictions) : {}),
  };
}

function predicted(predictions: Said[]): Record<string, number> {
  const { count, invalid, bins } = countPredictions(predictions);
  const values: Record<string, number> = { Predictions: count, InvalidPredictions: invalid };
  for (const [name, times] of Object.entries(bins)) {
    const metric = binMetric(binOf(name));
    values[metric] = (values[metric] ?? 0) + times;
  }
  return values;
}
