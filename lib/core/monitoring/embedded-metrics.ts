export type MetricUnit = 'Count' | 'Milliseconds' | 'None';

/** Metrics with one set of dimensions. Each set is a metric of its own, with its own price. */
export interface Measured {
  namespace: string;
  dimensions: Record<string, string>;
  values: Record<string, number>;
  units: Record<string, MetricUnit>;
  /** 1: kept by the second, at the price of high resolution. @default 60 */
  resolutionSeconds?: 1 | 60;
}

/**
 * One log line in the embedded metric format, which CloudWatch turns into metrics: no call, no permission, no delay.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(measured: Measured, atMs: number): string {
  const { namespace: Namespace, dimensions, values, units, resolutionSeconds: StorageResolution = 60 } = measured;
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: units[Name] ?? 'Count', StorageResolution }));
  const Dimensions = [Object.keys(dimensions)];
  return JSON.stringify({
    _aws: { Timestamp: atMs, CloudWatchMetrics: [{ Namespace, Dimensions, Metrics }] },
    ...dimensions,
    ...values,
  });
}
