import { messageOf, SignalboxError } from '../lib/core/errors.ts';

/**
 * What a function throws for what its step threw. The machine reads `name`; the message carries the stable code as
 * `<code>: <sentence>`, since Lambda hands on nothing else of an error.
 */
export function failureOf(thrown: unknown): Error {
  if (!(thrown instanceof SignalboxError)) return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
  const failure = new Error(`${thrown.code}: ${thrown.message}`, { cause: thrown });
  failure.name = thrown.name;
  return failure;
}
