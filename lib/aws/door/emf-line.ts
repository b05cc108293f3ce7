import { embeddedMetrics } from '../../core/monitoring/embedded-metrics.ts';
import { type DoorArm, doorNamespace, doorUnits } from './measures.ts';

/** What a line is about. */
export interface About {
  pipeline: string;
  servable: string;
  arm: DoorArm;
}

/** One line of metrics, kept by the second. */
export function emfLine({ pipeline, servable, arm }: About, values: Record<string, number>, atMs: number): string {
  const dimensions = { Pipeline: pipeline, Servable: servable, Arm: arm };
  return embeddedMetrics(
    { namespace: doorNamespace, dimensions, values, units: doorUnits, resolutionSeconds: 1 },
    atMs,
  );
}
