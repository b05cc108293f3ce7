import * as z from 'zod';
import { type CodeChange, codeChangeSchema } from '../code-change.ts';
import { InputError } from '../errors.ts';
import type { Trigger, TriggerPlace } from './trigger.ts';

const message = z.object({ signalbox: z.literal('code'), change: codeChangeSchema });

/** What the webhook and the reconciler send when code changed. */
export function codeMessage(change: CodeChange): z.output<typeof message> {
  return { signalbox: 'code', change };
}

export const code: Trigger = {
  name: 'code',
  read(event, place) {
    if (!z.object({ signalbox: z.literal('code') }).safeParse(event).success) return undefined;
    const asked = message.safeParse(event);
    if (asked.success) return { ask: 'code', change: ofOurs(asked.data.change, place) };
    const [issue] = asked.error.issues;
    throw new InputError('bad-change', `a code change: ${issue?.path.join('.')}: ${issue?.message}`);
  },
};

/** The queue is ours, but code is what we run: a change of another repository goes no further. */
function ofOurs(change: CodeChange, { repository }: TriggerPlace): CodeChange {
  if (repository && repository.host === change.host && repository.name === change.repository) return change;
  const connected = repository ? `${repository.host}:${repository.name}` : 'none';
  throw new InputError(
    'other-repository',
    `a change of ${change.host}:${change.repository}, but the repository of this pipeline is ${connected}`,
  );
}
