import { isNamed } from '../clients.ts';
import { type DoorAnswer, refusal } from './answer.ts';
import type { Invocation } from './request.ts';

/** What the door stands before. Nothing is thrown: a model that fails is an answer of 500 and above. */
export interface Backend {
  /** Through what divides traffic by itself: the alias or the endpoint. */
  live(invocation: Invocation, limitMs: number): Promise<DoorAnswer>;
  /** One version, past that. */
  version(servableId: string, invocation: Invocation, limitMs: number): Promise<DoorAnswer>;
  /** Status of a look at whether anything serves. */
  ping(limitMs: number): Promise<number>;
}

const busy = ['TooManyRequestsException', 'ThrottlingException', 'EC2ThrottledException'];
const aborted = ['AbortError', 'TimeoutError'];

/** Gives an answer its time, and makes an answer of every failure; what went wrong inside is no caller's business. */
export async function guarded(
  limitMs: number,
  servable: string | null,
  ask: (signal: AbortSignal) => Promise<DoorAnswer>,
): Promise<DoorAnswer> {
  const signal = AbortSignal.timeout(Math.max(1, limitMs));
  try {
    return await ask(signal);
  } catch (error) {
    if (signal.aborted || isNamed(error, ...aborted))
      return refusal(504, 'model-too-slow', 'The model did not answer in time.', servable);
    if (isNamed(error, ...busy)) return refusal(503, 'model-busy', 'The model is asked too often.', servable);
    if (isNamed(error, 'RequestTooLargeException')) return tooLarge(servable);
    return refusal(502, 'model-unreachable', 'The model could not be asked.', servable);
  }
}

export function tooLarge(servable: string | null): DoorAnswer {
  return refusal(413, 'body-too-large', 'A body may have 6 MB, with what Lambda puts around it.', servable);
}
