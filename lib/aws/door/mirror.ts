import { agree, predictionsIn } from '../../core/rollout/answers.ts';
import type { DoorAnswer } from './answer.ts';
import type { Backend } from './backend.ts';
import { counted } from './counted.ts';
import type { Invocation } from './request.ts';
import type { DoorRoute } from './route-document.ts';

/**
 * Sends a copy of a request that was answered to the candidate, and compares the two answers. Answers what is to be counted
 * for the candidate; its failures are counted, and are never thrown.
 */
export async function mirror(
  backend: Backend,
  { candidate, door }: DoorRoute,
  invocation: Invocation,
  stable: DoorAnswer,
  limitMs: number,
): Promise<Record<string, number>> {
  const started = performance.now();
  const copy = await backend.version(candidate, invocation, limitMs);
  const latencyMs = performance.now() - started;
  const [theirs, mine] = [predicted(stable), predicted(copy)];
  // What stable could not answer either is no measure of the candidate, and what failed is counted as that.
  const compared = theirs !== undefined && copy.status < 500;
  return {
    ...counted(copy.status, latencyMs, mine),
    ...(compared ? { Compared: 1, Disagreed: agree(theirs, mine, door.tolerance) ? 0 : 1 } : {}),
  };
}

function predicted({ status, body }: DoorAnswer) {
  return status < 400 ? predictionsIn(new TextDecoder().decode(body)) : undefined;
}
