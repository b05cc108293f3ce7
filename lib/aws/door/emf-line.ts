import { type DoorArm, doorNamespace, doorUnits } from './measures.ts';

/** What a line is about. */
export interface About {
  pipeline: string;
  servable: string;
  arm: DoorArm;
}

/**
 * One line in the embedded metric format, kept by the second:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfLine(about: About, values: Record<string, number>, atMs: number): string {
  const Metrics = Object.keys(values).map((Name) => ({
    Name,
    Unit: doorUnits[Name] ?? 'Count',
    StorageResolution: 1,
  }));
  const Dimensions = [['Pipeline', 'Servable', 'Arm']];
  return JSON.stringify({
    _aws: { Timestamp: atMs, CloudWatchMetrics: [{ Namespace: doorNamespace, Dimensions, Metrics }] },
    Pipeline: about.pipeline,
    Servable: about.servable,
    Arm: about.arm,
    ...values,
  });
}
