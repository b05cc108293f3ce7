import * as z from 'zod';
import { InputError } from '../errors.ts';
import type { Trigger } from './trigger.ts';

const kind = z.object({ signalbox: z.literal('manual') });

/** One line that a report can show. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'must be one line of text');

const message = z.strictObject({
  signalbox: z.literal('manual'),
  by: line(128),
  reason: line(500),
  at: z.iso.datetime({ offset: true }),
});
type ManualMessage = z.output<typeof message>;

/**
 * The message with which a person asks for a training; `at` (ISO 8601) tells one asking from the next.
 * @throws InputError `bad-manual`
 */
export function manualMessage(asked: Omit<ManualMessage, 'signalbox'>): ManualMessage {
  return read({ signalbox: 'manual', ...asked });
}

export const manual: Trigger = {
  name: 'manual',
  read(event) {
    if (!kind.safeParse(event).success) return undefined;
    const { by, reason, at } = read(event);
    return { ask: 'retrain', trigger: { kind: 'manual', detail: `${by}: ${reason}` }, nonce: `${at} ${by}: ${reason}` };
  },
};

function read(event: unknown): ManualMessage {
  const asked = message.safeParse(event);
  if (asked.success) return asked.data;
  const [issue] = asked.error.issues;
  throw new InputError('bad-manual', `a manual start: ${issue?.path.join('.')}: ${issue?.message}`);
}
