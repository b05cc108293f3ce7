import { z } from 'zod';
import { triggerKinds } from '../lib/core/run.ts';
import type { IntakeInput } from '../lib/core/step-io.ts';

/** What EventBridge delivers when an object was created in the data bucket; the parts that we read. */
export const objectCreated = z.object({
  source: z.literal('aws.s3'),
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string().min(1) }) }),
});

/** What EventBridge delivers when an execution ended; the parts that we read. */
export const executionEnded = z.object({
  source: z.literal('aws.states'),
  detail: z.object({ executionArn: z.string().startsWith('arn:'), status: z.string() }),
});

/** What every other trigger sends: see IntakeInput. */
export const intakeInput: z.ZodType<IntakeInput> = z.strictObject({
  pipeline: z.string(),
  trigger: z.strictObject({ kind: z.enum(triggerKinds), detail: z.string() }),
  prefix: z.string().min(1).optional(),
  sourceDigest: z.string().regex(/^[0-9a-f]{64}$/),
  commit: z.string().nullable(),
  machine: z.enum(['delivery', 'pull_request']).optional(),
});

/** The folder of an object is the drop that it belongs to: all its files are trained on together. */
export function dropOf(key: string): string {
  const end = key.lastIndexOf('/');
  return end < 0 ? key : key.slice(0, end + 1);
}
