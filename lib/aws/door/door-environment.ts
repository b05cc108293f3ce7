import * as z from 'zod';
import { environment as names } from '../../core/environment.ts';
import { InternalError } from '../../core/errors.ts';

const schema = z
  .object({
    [names.pipeline]: z.string().min(1),
    [names.storeBucket]: z.string().min(3),
    [names.servedFunction]: z.string().min(1).optional(),
    [names.servedAlias]: z.string().min(1).optional(),
    [names.servedEndpoint]: z.string().min(1).optional(),
    [names.doorCapturePercent]: z.coerce.number().min(0).max(100).default(0),
  })
  .transform((env) => ({
    pipeline: env[names.pipeline],
    storeBucket: env[names.storeBucket],
    capturePercent: env[names.doorCapturePercent],
    behind: behind(env[names.servedFunction], env[names.servedAlias], env[names.servedEndpoint]),
  }));

/** The environment of the front door's function; an endpoint, or else a function with an alias, stands behind it. */
export type DoorEnvironment = z.output<typeof schema>;

/** @throws InternalError `bad-environment` naming the variable: the app sets them, so it is our fault */
export function readDoorEnvironment(env: Record<string, string | undefined>): DoorEnvironment {
  const read = schema.safeParse(env);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InternalError(
    'bad-environment',
    `The front door's environment: ${issue?.path.join('.')}: ${issue?.message}.`,
  );
}

function behind(functionName?: string, alias?: string, endpointName?: string) {
  if (endpointName !== undefined) return { kind: 'endpoint' as const, endpointName };
  if (functionName !== undefined && alias !== undefined) return { kind: 'alias' as const, functionName, alias };
  throw new InternalError(
    'bad-environment',
    `The front door's environment has neither ${names.servedEndpoint} nor ${names.servedFunction} with ${names.servedAlias}.`,
  );
}
