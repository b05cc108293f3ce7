import * as z from 'zod';
import { InputError } from '../errors.ts';
import type { Trigger } from './trigger.ts';

const kind = z.object({
  source: z.literal('aws.cloudwatch'),
  'detail-type': z.literal('CloudWatch Alarm State Change'),
});

/** Shape: CloudWatch User Guide, "Alarm events and EventBridge", of metric and composite alarms; the parts that we read. */
const alarmChanged = z.object({
  resources: z.tuple([z.string().startsWith('arn:')], z.string()),
  detail: z.object({
    alarmName: z.string().min(1).max(255),
    state: z.object({ value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']), timestamp: z.string().min(1).max(64) }),
  }),
});

/** An alarm of the monitoring goes off: which alarms these are, the rule before the queue says. */
export const drift: Trigger = {
  name: 'drift',
  read(event) {
    if (!kind.safeParse(event).success) return undefined;
    const told = alarmChanged.safeParse(event);
    if (!told.success) {
      const [issue] = told.error.issues;
      throw new InputError('bad-event', `an event of a CloudWatch alarm: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    const [arn] = told.data.resources;
    const { alarmName, state } = told.data.detail;
    if (state.value !== 'ALARM') return { ask: 'nothing', why: `alarm ${alarmName} is ${state.value}` };
    return { ask: 'retrain', trigger: { kind: 'drift', detail: alarmName }, nonce: `${arn} ${state.timestamp}` };
  },
};
