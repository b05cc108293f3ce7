import { setTimeout as sleep } from 'node:timers/promises';
import { environment as names } from '../../core/environment.ts';
import { needed } from '../environment.ts';
import { once } from '../lazy-ports.ts';
import { systemClock } from '../system-clock.ts';
import { doorMetrics, doorTarget } from './door.ts';
import type { Around, Served } from './kind.ts';
import { servedEndpoint } from './served-endpoint.ts';

/** One set of connections for a function's life. */
export const endpointClients = once(async () => (await import('./sagemaker-clients.ts')).sageMakerClients());

/** The scorer and the metrics of any endpoint. */
export function askedEndpoint(around: Around): Pick<Served, 'scorer' | 'metrics'> {
  const { env } = around;
  const endpointName = needed(env, names.servedEndpoint);
  return {
    scorer: async () => {
      const { SageMakerScorer } = await import('../sagemaker-scorer.ts');
      return new SageMakerScorer(await endpointClients(), endpointName);
    },
    metrics: async () => {
      const { SageMakerMetrics } = await import('../sagemaker-metrics.ts');
      const enhancedMetricsSeconds = env[names.servedMetricSeconds] ?? null;
      const measured = { endpointName, enhancedMetricsSeconds };
      const clients = await endpointClients();
      return doorMetrics(
        around,
        clients.cloudWatch,
        new SageMakerMetrics(clients, measured, { clock: systemClock, sleep }),
      );
    },
  };
}

export function sagemakerEndpoint(around: Around): Served {
  const { env } = around;
  return {
    ...askedEndpoint(around),
    target: async () => {
      const { SageMakerEndpointTarget } = await import('../targets/sagemaker-endpoint.ts');
      const target = new SageMakerEndpointTarget(await endpointClients(), servedEndpoint(env), systemClock);
      // A shadow variant's answers are nobody's to compare, so that the door mirrors: to a variant that it can ask by name.
      return doorTarget(around, target, { attaches: true });
    },
  };
}
