import * as z from 'zod';
import { assign } from '../../core/rollout/assignment.ts';
import { parsedJson } from '../parsed-json.ts';
import { type DoorAnswer, json, refusal } from './answer.ts';
import type { DoorArm } from './measures.ts';
import type { DoorRoute } from './route-document.ts';

const schema = z.strictObject({ user: z.string().min(1).max(1_024), value: z.number() });
const longest = 8_192;

export interface Reported {
  answer: DoorAnswer;
  /** Null: it was refused, and counts nowhere. */
  counts: { arm: DoorArm; servable: string; values: Record<string, number> } | null;
}

/** Takes what a caller reports of a user, `{"user": …, "value": …}`, for the version that the user stays with. Each call counts. */
export function report(text: string, route: DoorRoute | null): Reported {
  if (route?.manner !== 'sticky')
    return refused(409, 'no-test', 'No users are divided between two versions now, so there is nothing to report to.');
  const read = text.length > longest ? undefined : schema.safeParse(parsedJson(text));
  if (!read?.success)
    return refused(400, 'bad-outcome', 'An outcome is {"user": text of 1 to 1,024 characters, "value": a number}.');
  const { lowest, highest } = route.door;
  const { user, value } = read.data;
  if (value < lowest || value > highest)
    return refused(400, 'bad-outcome', `value: got ${value}; allowed: ${lowest} to ${highest}.`);
  const { arm, servable } = sideOf(user, route);
  const scaled = (value - lowest) / (highest - lowest);
  const values = { Outcome: scaled, OutcomeSquare: scaled * scaled };
  return { answer: json(202, { counted: true }), counts: { arm, servable, values } };
}

/** The side of a user, by hash alone: whoever asks, wherever, finds the same. */
export function sideOf(user: string, route: DoorRoute): { arm: 'stable' | 'candidate'; servable: string } {
  const { stable, candidate, candidatePercent } = route;
  const weights = { [stable]: 100 - candidatePercent, [candidate]: candidatePercent };
  const chosen = assign(user, candidate, weights);
  return chosen === candidate ? { arm: 'candidate', servable: candidate } : { arm: 'stable', servable: stable };
}

function refused(status: number, code: string, sentence: string): Reported {
  return { answer: refusal(status, code, sentence), counts: null };
}
