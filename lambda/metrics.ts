import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { environment } from '../lib/core/environment.ts';

export const metricsNamespace = 'Signalbox';

/** Counts events of a pipeline, as a log line in CloudWatch's embedded metric format: no call, no permission, no delay. */
export function count(name: string, dimensions: Record<string, string>, times = 1): void {
  const pipeline = process.env[environment.pipeline] ?? 'unknown';
  const metrics = new Metrics({ namespace: metricsNamespace, defaultDimensions: { pipeline, ...dimensions } });
  metrics.addMetric(name, MetricUnit.Count, times);
  metrics.publishStoredMetrics();
}
