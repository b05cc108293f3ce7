import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { once } from '../lazy-ports.ts';
import { S3Store } from '../s3-store.ts';
import { systemClock } from '../system-clock.ts';
import type { Backend } from './backend.ts';
import type { DoorParts } from './door.ts';
import { type DoorEnvironment, readDoorEnvironment } from './door-environment.ts';
import { LambdaBackend } from './lambda-backend.ts';
import { LiveRoute } from './live-route.ts';

/** A connection that was open when the instance froze may be dead: one more attempt, and no more, as the caller waits. */
const retries = { maxAttempts: 2 };

async function doorParts(variables: Record<string, string | undefined>): Promise<DoorParts> {
  const env = readDoorEnvironment(variables);
  const store = new S3Store(new S3Client(retries), env.storeBucket);
  return {
    pipeline: env.pipeline,
    route: new LiveRoute(store, env.pipeline),
    backend: await backendOf(env),
    store,
    clock: systemClock,
    capturePercent: env.capturePercent,
    uniform: Math.random,
    // Past the console, which Lambda wraps in JSON of its own: nobody would read metrics in there.
    print: (line) => process.stdout.write(`${line}\n`),
  };
}

async function backendOf({ behind }: DoorEnvironment): Promise<Backend> {
  if (behind.kind === 'alias') return new LambdaBackend(new LambdaClient(retries), behind);
  const { sageMakerRuntimeClient } = await import('../loaded/sagemaker-runtime.ts');
  const { EndpointBackend } = await import('./endpoint-backend.ts');
  return new EndpointBackend(sageMakerRuntimeClient(), behind.endpointName);
}

/**
 * What the door needs, from its environment, once an instance; a failure to open it is tried again at the next request.
 * @throws InternalError `bad-environment`
 */
export function openDoor(variables: Record<string, string | undefined>) {
  return once(() => doorParts(variables));
}
