import { environment } from '../lib/core/environment.ts';
import { embeddedMetrics } from '../lib/core/monitoring/embedded-metrics.ts';
import { type DimensionsOf, type MeasureName, monitoringNamespace } from '../lib/core/monitoring/measures.ts';
import type { Clock } from '../lib/ports.ts';

/** Counts events of the pipeline. */
export function count<Name extends MeasureName>(
  { clock }: { clock: Clock },
  name: Name,
  dimensions: DimensionsOf<Name>,
  value = 1,
): void {
  const pipeline = process.env[environment.pipeline] ?? 'unknown';
  const measured = {
    namespace: monitoringNamespace,
    dimensions: { Pipeline: pipeline, ...dimensions },
    values: { [name]: value },
    units: {},
  };
  // Past the console, which Lambda's own format would wrap.
  process.stdout.write(`${embeddedMetrics(measured, clock.now().getTime())}\n`);
}
