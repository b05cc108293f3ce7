import * as z from 'zod';
import type { Trigger } from './trigger.ts';

/** What the intake sends to itself when a drop is not complete yet. */
const message = z.strictObject({ signalbox: z.literal('look'), prefix: z.string().min(1).max(1024) });

export function lookAt(prefix: string): z.output<typeof message> {
  return { signalbox: 'look', prefix };
}

export const look: Trigger = {
  name: 'look',
  read(event) {
    const asked = message.safeParse(event);
    return asked.success ? { ask: 'collect', prefix: asked.data.prefix } : undefined;
  },
};
