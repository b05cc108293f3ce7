import * as z from 'zod';
import { InputError } from '../lib/core/errors.ts';
import { type OperateRequest, operations } from '../lib/core/operation.ts';
import { triggerKinds } from '../lib/core/run.ts';
import type { IntakeInput, RecoverInput } from '../lib/core/step-io.ts';

const digest = /^[0-9a-f]{64}$/;
const executionArn = z.string().startsWith('arn:');

/** What EventBridge delivers when an execution ended; the parts that we read. */
const executionEnded = z.object({ source: z.literal('aws.states'), detail: z.object({ executionArn }) });

/** What a person or program that may call the function itself asks for: see IntakeInput. */
const intakeInput = z.strictObject({
  pipeline: z.string().min(1),
  trigger: z.strictObject({ kind: z.enum(triggerKinds), detail: z.string() }),
  prefix: z.string().min(1).optional(),
  snapshot: z.string().regex(digest).optional(),
  sourceDigest: z.string().regex(digest),
  commit: z.string().nullable(),
  machine: z.enum(['delivery', 'pull_request']).optional(),
  nonce: z.string().optional(),
});

/** A batch of the intake queue; the parts that we read. */
const batch = z.object({
  Records: z.array(z.object({ eventSource: z.literal('aws:sqs'), messageId: z.string(), body: z.string() })),
});

/** An intake input, where the event is one. */
export function intakeInputOf(event: unknown): IntakeInput | undefined {
  return intakeInput.safeParse(event).data;
}

/** Messages that SQS delivers; undefined when the event came some other way. */
export function messagesOf(event: unknown): Array<{ id: string; body: string }> | undefined {
  return batch.safeParse(event).data?.Records.map(({ messageId, body }) => ({ id: messageId, body }));
}

/** Which execution the watchdog's event, or Delivery after a failed rollout, is about; the reaper names none. */
export function recoverOf(event: unknown): RecoverInput {
  const ended = executionEnded.safeParse(event);
  if (ended.success) return { executionArn: ended.data.detail.executionArn };
  const asked = z.object({ executionArn }).safeParse(event);
  return asked.success ? asked.data : {};
}

const operationAsked = z
  .strictObject({
    operation: z.enum(operations),
    by: z.string().min(1).max(2_048),
    to: z.string().min(1).max(64).optional(),
    overwrite: z.boolean().optional(),
  })
  .refine(({ operation, to, overwrite }) => operation === 'rollback' || (to === undefined && overwrite === undefined));

/** What an operator asks for. @throws InputError `unknown-event` */
export function operateOf(event: unknown): OperateRequest {
  const asked = operationAsked.safeParse(event);
  if (asked.success) return asked.data;
  throw new InputError(
    'unknown-event',
    `it is asked for with {"operation": one of ${operations.join(', ')}, "by": who}; a rollback may have "to" and "overwrite"`,
  );
}
