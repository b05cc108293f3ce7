import { z } from 'zod';
import { environment } from '../core/environment.ts';
import { InternalError } from '../core/errors.ts';
import type { ServedFunction } from './targets/lambda-publish.ts';

const names = environment;
const arn = z.string().regex(/^arn:[^:]+:[^:]+:/);
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

const schema = z.object({
  [names.storeBucket]: z.string().min(3),
  [names.dataBucket]: z.string().min(3),
  [names.deliveryArn]: arn.optional(),
  [names.pullRequestArn]: arn.optional(),
  [names.topicArn]: arn.optional(),
  [names.approvalsTopicArn]: arn.optional(),
  [names.signingKeyArn]: arn.optional(),
  [names.servedFunction]: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  [names.servedAlias]: z
    .string()
    .regex(/^(?![0-9]+$)[A-Za-z0-9_-]{1,128}$/)
    .optional(),
  [names.servedRoleArn]: arn.optional(),
  [names.repositoryUri]: z
    .string()
    .regex(/^[^:@\s]+\/[^:@\s]+$/)
    .optional(),
  [names.servedMemoryMb]: whole(128, 10_240).optional(),
  [names.servedTimeoutSeconds]: whole(1, 900).optional(),
  [names.servedArchitecture]: z.enum(['x86_64', 'arm64']).optional(),
});
export type Environment = z.output<typeof schema>;

/** @throws InternalError `bad-environment` naming the variable: the app sets them, so it is our fault */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const read = schema.safeParse(env);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InternalError(
    'bad-environment',
    `The function's environment: ${issue?.path.join('.')}: ${issue?.message}.`,
  );
}

/** A value that only some steps' functions have. */
export function needed<Name extends keyof Environment>(env: Environment, name: Name): NonNullable<Environment[Name]> {
  const value = env[name];
  if (value !== undefined && value !== null) return value;
  throw new InternalError('bad-environment', `The function's environment lacks ${name}, which this step uses.`);
}

export function servedFunction(env: Environment): ServedFunction {
  return {
    functionName: needed(env, names.servedFunction),
    alias: needed(env, names.servedAlias),
    roleArn: needed(env, names.servedRoleArn),
    repositoryUri: needed(env, names.repositoryUri),
    storeBucket: env[names.storeBucket],
    memoryMb: needed(env, names.servedMemoryMb),
    timeoutSeconds: needed(env, names.servedTimeoutSeconds),
    architecture: needed(env, names.servedArchitecture),
  };
}
