import { type Failure, isBusy } from './failure.ts';

/** Tries of one call, the first included. */
const tries = 4;
/** Longest that a call waits at a rate limit; beyond it the whole message is better tried again later. */
const longestPauseMs = 20_000;
/** What GitHub asks for where a secondary limit names no time. */
const unnamedPauseMs = 60_000;

/**
 * How long to wait before asking again, in milliseconds; undefined: not again. A POST whose answer got lost may have been done, so
 * it is only repeated where GitHub said that it was not.
 */
export function pauseBefore(
  failure: Failure,
  call: { attempt: number; method: string; nowMs: number },
): number | undefined {
  if (call.attempt >= tries) return undefined;
  if (isBusy(failure)) {
    const pause = askedPause(failure, call.nowMs);
    return pause <= longestPauseMs ? pause : undefined;
  }
  const lost = failure.status === 0 || failure.status >= 500;
  return lost && call.method !== 'POST' ? 500 * 2 ** (call.attempt - 1) : undefined;
}

/** `retry-after` is in seconds, `x-ratelimit-reset` a time in seconds since 1970. */
function askedPause({ headers }: Failure, nowMs: number): number {
  const after = wholeNumber(headers['retry-after']);
  if (after !== undefined) return after * 1_000;
  const reset = headers['x-ratelimit-remaining'] === '0' ? wholeNumber(headers['x-ratelimit-reset']) : undefined;
  // A second more: our clock and theirs need not agree.
  return reset === undefined ? unnamedPauseMs : Math.max(0, reset * 1_000 - nowMs) + 1_000;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
