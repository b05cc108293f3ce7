import * as z from 'zod';
import { InputError } from '../errors.ts';
import type { Trigger } from './trigger.ts';

const kind = z.object({ signalbox: z.literal('schedule') });

/**
 * What EventBridge Scheduler sends: the time is `<aws.scheduler.scheduled-time>`, the one that was set (2022-03-22T18:59:43Z) and
 * not that of the sending, so that a schedule which is delivered twice asks once.
 */
const message = z.strictObject({
  signalbox: z.literal('schedule'),
  pipeline: z.string().min(1),
  at: z.iso.datetime({ offset: true }),
});

export const schedule: Trigger = {
  name: 'schedule',
  read(event, { pipeline }) {
    if (!kind.safeParse(event).success) return undefined;
    const asked = message.safeParse(event);
    if (!asked.success) {
      const [issue] = asked.error.issues;
      throw new InputError('bad-schedule', `the message of a schedule: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    const { pipeline: meant, at } = asked.data;
    if (meant === pipeline) return { ask: 'retrain', trigger: { kind: 'schedule', detail: at }, nonce: at };
    throw new InputError('other-pipeline', `a schedule of pipeline ${meant} was sent to the intake of ${pipeline}`);
  },
};
