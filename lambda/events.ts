import { z } from 'zod';
import { environment } from '../lib/core/environment.ts';
import { InputError } from '../lib/core/errors.ts';
import { triggerKinds } from '../lib/core/run.ts';
import type { IntakeInput, RecoverInput } from '../lib/core/step-io.ts';

/** What EventBridge delivers when an object was created in the data bucket; the parts that we read. */
const objectCreated = z.object({
  source: z.literal('aws.s3'),
  detail: z.object({ object: z.object({ key: z.string().min(1) }) }),
});

const executionArn = z.string().startsWith('arn:');

/** What EventBridge delivers when an execution ended; the parts that we read. */
const executionEnded = z.object({ source: z.literal('aws.states'), detail: z.object({ executionArn }) });

/** What every other trigger sends: see IntakeInput. */
const intakeInput = z.strictObject({
  pipeline: z.string().min(1),
  trigger: z.strictObject({ kind: z.enum(triggerKinds), detail: z.string() }),
  prefix: z.string().min(1).optional(),
  sourceDigest: z.string().regex(/^[0-9a-f]{64}$/),
  commit: z.string().nullable(),
  machine: z.enum(['delivery', 'pull_request']).optional(),
});

/**
 * What the intake is asked for by S3's event or by an intake input. A drop is trained with the source that `env` names.
 * @throws InputError `unknown-event`
 */
export function intakeOf(event: unknown, env: Record<string, string | undefined>): IntakeInput {
  const created = objectCreated.safeParse(event);
  const input = intakeInput.safeParse(created.success ? drop(created.data.detail.object.key, env) : event);
  if (input.success) return input.data;
  const [issue] = input.error.issues;
  throw new InputError(
    'unknown-event',
    `the intake takes S3's "Object Created" or an intake input; ${issue?.path.join('.') || 'event'}: ${issue?.message}`,
  );
}

function drop(key: string, env: Record<string, string | undefined>) {
  return {
    pipeline: env[environment.pipeline],
    trigger: { kind: 'data', detail: key },
    prefix: folderOf(key),
    sourceDigest: env[environment.sourceDigest],
    commit: env[environment.sourceCommit] ?? null,
  };
}

/** Which execution the watchdog's event, or Delivery after a failed rollout, is about; the reaper names none. */
export function recoverOf(event: unknown): RecoverInput {
  const ended = executionEnded.safeParse(event);
  if (ended.success) return { executionArn: ended.data.detail.executionArn };
  const asked = z.object({ executionArn }).safeParse(event);
  return asked.success ? asked.data : {};
}

/** The folder of an object is the drop that it belongs to: all its files are trained on together. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1) || key;
}
