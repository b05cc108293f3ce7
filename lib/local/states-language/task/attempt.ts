import { effectiveInput } from '../data-flow.ts';
import type { TaskState } from '../definition/types.ts';
import { ERROR, StateFailure } from '../errors.ts';
import { uuid } from '../intrinsics/text.ts';
import type { HistoryEvent } from '../journal.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { limitExceeded, tooLarge } from '../limit.ts';
import { regionOf } from '../run.ts';
import type { Visit } from '../visit.ts';
import { type Limits, limitsOf, shownLimits } from './limits.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';
import { type Progress, Work } from './work.ts';

const UNTRUNCATED = { truncated: false };

/** One attempt of a Task: scheduled, started, perhaps submitted, and ended. @throws StateFailure when it failed */
export async function attemptTask(visit: Visit, state: TaskState): Promise<Json> {
  const vocabulary = vocabularyOf(state.Resource);
  const { line } = visit;
  // A `.sync` task has a token too, and an answer that names it ends the task before its job does.
  const usesToken = vocabulary.pattern !== 'response' || vocabulary.prefix === 'Activity';
  visit.token = usesToken ? (line.upcoming()?.journal?.token ?? uuid(line.run.services)) : undefined;
  const input = effectiveInput(visit, state.InputPath);
  const limits = limitsOf(visit, state, input);
  const text = JSON.stringify(state.Parameters === undefined ? input : visit.template(state.Parameters, input));
  if (tooLarge(text)) throw limitExceeded(vocabulary.who);
  const note = visit.token === undefined ? {} : { token: visit.token };
  const shown = { ...shownLimits(limits), ...credentials(visit, state, input) };
  const { prefix } = vocabulary;
  const scheduled = await line.record(`${prefix}Scheduled`, vocabulary.scheduled(text, shown, regionOf(line.run)), {
    note,
  });
  const started = await line.record(`${prefix}Started`, vocabulary.started());
  return conclusion(visit, { state, vocabulary, limits, parameters: recordedParameters(scheduled), started });
}

function credentials(visit: Visit, state: TaskState, input: Json): JsonObject {
  if (state.Credentials === undefined) return {};
  const { RoleArn } = visit.template(state.Credentials, input);
  return { taskCredentials: { roleArn: RoleArn ?? null } };
}

/** The recorded ones, so that a task that is run again after a resume gets the same random names and tokens. */
function recordedParameters(scheduled: HistoryEvent): Json {
  const details = Object.values(scheduled).find(
    (value) => isObject(value) && ('parameters' in value || 'input' in value),
  );
  const text = isObject(details) ? (details.parameters ?? details.input) : undefined;
  return parseJson(String(text));
}

interface Attempt {
  state: TaskState;
  vocabulary: Vocabulary;
  limits: Limits;
  parameters: Json;
  started: HistoryEvent;
}

/** Follows the task to its end: through the journal as far as that goes, then by running it. */
async function conclusion(visit: Visit, attempt: Attempt): Promise<Json> {
  const { line } = visit;
  let submitted = false;
  for (let known = line.upcoming(); known !== undefined; known = line.upcoming()) {
    const event = await line.record(known.type);
    if (!known.type.endsWith('Submitted')) return result(event, attempt.vocabulary);
    submitted = true;
  }
  await line.live();
  const resumable = submitted && attempt.vocabulary.pattern === 'token';
  const work = startWork(visit, attempt, resumable);
  try {
    for (;;) {
      const progress = await work.next();
      if (progress.kind === 'submitted' && submitted) continue;
      const event = await recordProgress(visit, attempt, progress);
      if (!event.type.endsWith('Submitted')) return result(event, attempt.vocabulary);
    }
  } finally {
    work.end();
  }
}

function startWork(visit: Visit, attempt: Attempt, resumable: boolean): Work {
  const { line, name, token } = visit;
  const { state, vocabulary, limits, parameters, started } = attempt;
  const { timeout, heartbeat } = limits;
  return new Work({
    line,
    vocabulary,
    limits,
    token,
    submitted: resumable,
    since: resumable ? Date.parse(started.timestamp) : line.run.services.timer.now().getTime(),
    call: {
      resource: state.Resource,
      parameters,
      stateName: name,
      executionArn: line.run.arn,
      ...(token === undefined || vocabulary.pattern === 'sync' ? {} : { taskToken: token }),
      ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
      ...(heartbeat === undefined ? {} : { heartbeatSeconds: heartbeat }),
    },
  });
}

function recordProgress(visit: Visit, { vocabulary }: Attempt, progress: Progress): Promise<HistoryEvent> {
  const record = (suffix: string, fields: JsonObject): Promise<HistoryEvent> =>
    visit.line.record(`${vocabulary.prefix}${suffix}`, vocabulary.ended(suffix, fields), {
      note: progress.kind === 'timedOut' && progress.heartbeat ? { heartbeat: true } : {},
    });
  if (progress.kind === 'timedOut') return record('TimedOut', { error: ERROR.timeout });
  if (progress.kind === 'failed') return record('Failed', failureFields(progress));
  const output = JSON.stringify(progress.output);
  if (tooLarge(output)) return record('Failed', { ...limitExceeded(vocabulary.who).details() });
  const suffix = progress.kind === 'submitted' ? 'Submitted' : 'Succeeded';
  return record(suffix, { output, outputDetails: UNTRUNCATED });
}

function failureFields({ error, cause }: { error?: string; cause?: string }): JsonObject {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

/** Reads the end of a task from its event, so that a live end and a replayed one are the same thing. */
function result(event: HistoryEvent, { prefix, pattern }: Vocabulary): Json {
  const suffix = event.type.slice(prefix.length);
  const key = `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}${suffix}EventDetails` as const;
  const { output, error, cause } = event[key] ?? {};
  if (suffix === 'Succeeded') return parseJson(String(output));
  throw new StateFailure(
    error === undefined ? undefined : String(error),
    cause === undefined ? undefined : String(cause),
    event.journal?.heartbeat === true
      ? 'heartbeat'
      : pattern === 'token' && suffix === 'Failed'
        ? 'callback'
        : undefined,
  );
}
