import type { Clock, ExecutionStatus } from '../../ports.ts';

/** Of these an execution will not come back; UNKNOWN may be one that was started a moment ago. */
export const endedStatuses = new Set<ExecutionStatus>(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);

/** An execution that cannot be found is one that has just been started, or one that is long forgotten, or no execution at all. */
const unknownIsGoneAfterMs = 15 * 60_000;

/**
 * Whether whoever did something will not go on with it: an execution that has ended, or one that nobody knows 15 minutes after
 * it was known to work. An operator's rollback is a function's call, which lasts five minutes at most.
 * @param since ISO 8601, UTC: when it was at work
 */
export function isGone(status: ExecutionStatus, since: string, clock: Clock): boolean {
  if (status !== 'UNKNOWN') return endedStatuses.has(status);
  return clock.now().getTime() - Date.parse(since) > unknownIsGoneAfterMs;
}
