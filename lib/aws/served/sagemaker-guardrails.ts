import { environment as names } from '../../core/environment.ts';
import { needed } from '../environment.ts';
import { systemClock } from '../system-clock.ts';
import type { ManagedEndpoint } from '../targets/sagemaker/managed-endpoint.ts';
import type { Around, Served } from './kind.ts';
import { askedEndpoint, endpointClients } from './sagemaker-endpoint.ts';
import { servedEndpoint } from './served-endpoint.ts';

export function sagemakerGuardrails(around: Around): Served {
  const { env } = around;
  return {
    ...askedEndpoint(around),
    target: async () => {
      const { SageMakerGuardrailsTarget } = await import('../targets/sagemaker-guardrails.ts');
      return new SageMakerGuardrailsTarget(await endpointClients(), managedEndpoint(env), systemClock);
    },
    beacon: async () => {
      const { CloudWatchBeacon } = await import('../judge-beacon.ts');
      return new CloudWatchBeacon((await endpointClients()).cloudWatch, needed(env, names.servedEndpoint));
    },
  };
}

function managedEndpoint(env: Around['env']): ManagedEndpoint {
  return {
    ...servedEndpoint(env),
    guardrails: {
      mode: env[names.servedFleet] ?? 'blue-green',
      maxErrorRate: env[names.servedMaxErrorRate] ?? null,
      maxModelLatencyP99Ms: env[names.servedMaxLatencyMs] ?? null,
    },
  };
}
