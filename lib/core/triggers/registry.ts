import { InputError } from '../errors.ts';
import { answer } from './answer.ts';
import { code } from './code.ts';
import { codecommit } from './codecommit.ts';
import { data } from './data.ts';
import { drift } from './drift.ts';
import { look } from './look.ts';
import { manual } from './manual.ts';
import { schedule } from './schedule.ts';
import type { Asked, Trigger, TriggerPlace } from './trigger.ts';

/** Every kind of event that can start runs: one file each, and one line here. */
export const triggers: readonly Trigger[] = [data, look, code, codecommit, schedule, drift, manual, answer];

/**
 * What an event asks the intake for: the first trigger that knows it, says.
 * @throws InputError `unknown-event` naming the triggers, or whatever the trigger says of an event of its kind
 */
export function askedBy(event: unknown, place: TriggerPlace): Asked {
  for (const trigger of triggers) {
    const asked = trigger.read(event, place);
    if (asked) return asked;
  }
  const known = triggers.map(({ name }) => name).join(', ');
  throw new InputError('unknown-event', `no trigger knows this event; the triggers are ${known}`);
}
