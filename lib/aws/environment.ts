import * as z from 'zod';
import { paidTrainingSchema } from '../core/cost/paid-training.ts';
import { environment } from '../core/environment.ts';
import { InternalError } from '../core/errors.ts';
import { targetKinds } from '../core/policy/target-kinds.ts';
import type { TargetFacts } from '../core/rollout/target-facts.ts';

const names = environment;
const arn = z.string().regex(/^arn:[^:]+:[^:]+:/);
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

const schema = z.object({
  [names.pipeline]: z.string().min(2).optional(),
  [names.storeBucket]: z.string().min(3),
  [names.dataBucket]: z.string().min(3),
  [names.deliveryArn]: arn.optional(),
  [names.pullRequestArn]: arn.optional(),
  [names.topicArn]: arn.optional(),
  [names.approvalsTopicArn]: arn.optional(),
  [names.signingKeyArn]: arn.optional(),
  [names.target]: z.enum(targetKinds).optional(),
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
  [names.servedProvisionedConcurrency]: whole(1, 10_000).optional(),
  [names.servedWarmUps]: whole(1, 1_000).optional(),
  [names.servedEndpoint]: z
    .string()
    .regex(/^[A-Za-z0-9](-*[A-Za-z0-9])*$/)
    .max(63)
    .optional(),
  [names.servedInstanceType]: z.string().startsWith('ml.').optional(),
  [names.servedInstances]: whole(1, 1_000).optional(),
  [names.servedCandidateInstances]: whole(1, 1_000).optional(),
  [names.servedMaxConcurrency]: whole(1, 200).optional(),
  [names.servedProofMemoryMb]: whole(1_024, 6_144).optional(),
  [names.servedProofMaxConcurrency]: whole(1, 200).optional(),
  [names.servedLeastInstances]: whole(1, 1_000).optional(),
  [names.servedMostInstances]: whole(1, 1_000).optional(),
  [names.servedInstanceLoad]: whole(1, 1_000_000_000).optional(),
  [names.servedCapturePercent]: whole(1, 100).optional(),
  [names.servedMetricSeconds]: z
    .enum(['10', '30', '60'])
    .transform((seconds) => Number(seconds) as 10 | 30 | 60)
    .optional(),
  [names.servedFleet]: z.enum(['blue-green', 'rolling']).optional(),
  [names.servedMaxErrorRate]: z.coerce.number().gt(0).lte(1).optional(),
  [names.servedMaxLatencyMs]: z.coerce.number().positive().optional(),
  [names.doorFunction]: z.string().min(1).optional(),
  [names.training]: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(paidTrainingSchema)
    .optional(),
  [names.serves]: z
    .string()
    .transform((text) => JSON.parse(text) as TargetFacts)
    .optional(),
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
