import { effectiveOutput, withResult } from './data-flow.ts';
import type { Catcher, Recovery, Retrier } from './definition/types.ts';
import { ERROR, type StateFailure } from './errors.ts';
import type { Json, JsonObject } from './json.ts';
import { assignment, type Outcome } from './states/outcome.ts';
import type { Visit } from './visit.ts';

const DEFAULTS = { IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 };

/** Errors that States.ALL and States.TaskFailed leave alone. */
const TERMINAL: (string | undefined)[] = [ERROR.runtime, ERROR.dataLimit];

/** Whether a Retry or Catch entry answers to a failure. */
function matches(names: string[], failure: StateFailure): boolean {
  if (failure.error === ERROR.runtime) return false;
  const terminal = TERMINAL.includes(failure.error);
  return names.some((name) => {
    if (name === ERROR.all) return !terminal;
    if (name === ERROR.taskFailed) return !terminal && failure.error !== ERROR.timeout;
    return name === failure.error || (failure.heartbeat && name === ERROR.heartbeatTimeout);
  });
}

/** Seconds before a retrier's next attempt; `spent` attempts were made before, `random` is uniform in [0, 1). */
export function retryDelay(retrier: Retrier, spent: number, random: () => number): number {
  const { IntervalSeconds: interval, BackoffRate: rate } = { ...DEFAULTS, ...retrier };
  const delay = Math.min(interval * rate ** spent, retrier.MaxDelaySeconds ?? Number.MAX_SAFE_INTEGER);
  return retrier.JitterStrategy === 'FULL' ? delay * random() : delay;
}

interface Recoverable extends Recovery {
  ResultSelector?: JsonObject;
  ResultPath?: string | null;
  OutputPath?: string | null;
  Assign?: JsonObject;
  Next?: string;
}

/**
 * Runs attempts of a Task, Parallel or Map until one succeeds, Retry gives up, and Catch has had its say.
 * `exhausted` runs once no retrier is left, before Catch.
 */
export async function withRecovery(
  visit: Visit,
  state: Recoverable,
  attempt: () => Promise<Json>,
  exhausted: (failure: StateFailure) => Promise<void> = async () => {},
): Promise<Outcome> {
  const spent = new Map<Retrier, number>();
  for (visit.retryCount = 0; ; visit.retryCount += 1) {
    try {
      return finish(visit, state, await attempt());
    } catch (error) {
      const failure = visit.failure(error);
      if (await retries(visit, state, failure, spent)) continue;
      if (failure === error) await exhausted(failure);
      const catcher = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
      if (catcher === undefined) throw failure;
      return caught(visit, catcher, failure);
    }
  }
}

async function retries(
  visit: Visit,
  state: Recovery,
  failure: StateFailure,
  spent: Map<Retrier, number>,
): Promise<boolean> {
  const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
  if (retrier === undefined) return false;
  const count = spent.get(retrier) ?? 0;
  if (count >= (retrier.MaxAttempts ?? DEFAULTS.MaxAttempts)) return false;
  spent.set(retrier, count + 1);
  // A recorded next attempt, when resuming, says that the delay is over.
  if (visit.line.upcoming() === undefined) {
    const delay = retryDelay(retrier, count, visit.line.run.services.random) * 1000;
    await visit.line.sleep(delay - (await visit.line.live()));
  }
  return true;
}

function finish(visit: Visit, state: Recoverable, raw: Json): Outcome {
  const assigned = assignment(visit, state.Assign, raw);
  const result = state.ResultSelector === undefined ? raw : visit.template(state.ResultSelector, raw);
  const output = effectiveOutput(visit, state.OutputPath, withResult(visit.raw, state.ResultPath, result));
  return { output, next: state.Next, assigned };
}

function caught(visit: Visit, catcher: Catcher, failure: StateFailure): Outcome {
  const missing = failure.callback ? null : '';
  const result: JsonObject = { Error: failure.error ?? missing, Cause: failure.cause ?? missing };
  const assigned = assignment(visit, catcher.Assign, result);
  return { output: withResult(visit.raw, catcher.ResultPath, result), next: catcher.Next, assigned };
}
