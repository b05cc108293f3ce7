import type { TaskState } from '../definition/types.ts';
import { RuntimeFault } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Visit } from '../visit.ts';

/** Seconds; undefined means without limit. */
export interface Limits {
  timeout: number | undefined;
  heartbeat: number | undefined;
}

export function limitsOf(visit: Visit, state: TaskState, input: Json): Limits {
  return {
    timeout: state.TimeoutSeconds ?? seconds(visit, 'TimeoutSecondsPath', state.TimeoutSecondsPath, input),
    heartbeat: state.HeartbeatSeconds ?? seconds(visit, 'HeartbeatSecondsPath', state.HeartbeatSecondsPath, input),
  };
}

/** As the history's Scheduled event shows them. */
export function shownLimits({ timeout, heartbeat }: Limits): JsonObject {
  return {
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
  };
}

function seconds(visit: Visit, field: string, path: string | undefined, input: Json): number | undefined {
  if (path === undefined) return undefined;
  const value = visit.at(path, input);
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new RuntimeFault(
    `The ${field} parameter cannot be parsed as a positive long value: ${path} == ${JSON.stringify(value)}`,
  );
}
