import type { HistoryEvent } from './journal.ts';
import { isObject, type Json, parseJson } from './json.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

const ENDINGS: Record<string, Status> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};

/** How an execution ended. */
export interface Ending {
  status: Status;
  output?: Json;
  error?: string;
  cause?: string;
}

/** Reads the end of an execution from its last event. */
export function endingOf(event: HistoryEvent): Ending {
  const key = `${event.type.charAt(0).toLowerCase()}${event.type.slice(1)}EventDetails` as const;
  const details = event[key];
  const { output, error, cause } = isObject(details) ? details : {};
  return {
    status: ENDINGS[event.type] ?? 'FAILED',
    ...(output === undefined ? {} : { output: parseJson(String(output)) }),
    ...(error === undefined ? {} : { error: String(error) }),
    ...(cause === undefined ? {} : { cause: String(cause) }),
  };
}

/** The event that ended an execution, if its journal holds one. */
export function lastOf(recorded: HistoryEvent[]): HistoryEvent | undefined {
  return recorded.findLast(({ type, journal }) => journal?.run === undefined && Object.hasOwn(ENDINGS, type));
}
