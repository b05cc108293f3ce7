import { effectiveInput, effectiveOutput } from '../data-flow.ts';
import type { WaitState } from '../definition/types.ts';
import { RuntimeFault } from '../errors.ts';
import type { Json } from '../json.ts';
import { instantOf } from '../timestamp.ts';
import type { Visit } from '../visit.ts';
import { assignment, type Outcome } from './outcome.ts';

/** Seconds. Step Functions counts a Wait in 31 bits. */
const LONGEST = 2 ** 31 - 1;

export async function wait(visit: Visit, state: WaitState): Promise<Outcome> {
  const input = effectiveInput(visit, state.InputPath);
  const until = deadline(visit, state, input);
  // The recorded exit, when resuming, says that the time is over.
  if (visit.line.upcoming() === undefined) {
    await visit.line.live();
    await visit.line.sleep(until - visit.line.run.services.timer.now().getTime());
  }
  const assigned = assignment(visit, state.Assign, input);
  return { output: effectiveOutput(visit, state.OutputPath, input), next: state.Next, assigned };
}

/** Milliseconds since the epoch. Seconds count from the moment the state was entered, also after a resume. */
function deadline(visit: Visit, state: WaitState, input: Json): number {
  const from = Date.parse(visit.entered.timestamp);
  const until = instant(visit, state, input) ?? from + seconds(visit, state, input) * 1000;
  if (until - from > LONGEST * 1000) throw new RuntimeFault('Wait state delay is too long.');
  return until;
}

function seconds(visit: Visit, { Seconds, SecondsPath: path = '$' }: WaitState, input: Json): number {
  if (Seconds !== undefined) return Seconds;
  const value = reference(visit, 'SecondsPath', path, input);
  const shown = `${path} == ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new RuntimeFault(`The SecondsPath parameter cannot be parsed as a long value: ${shown}`);
  }
  if (value < 0) throw new RuntimeFault(`The SecondsPath parameter references a negative value: ${shown}`);
  return value;
}

function instant(visit: Visit, { Timestamp, TimestampPath: path }: WaitState, input: Json): number | undefined {
  if (Timestamp !== undefined) {
    const parsed = instantOf(Timestamp);
    if (parsed === undefined) throw new RuntimeFault(`The Timestamp is no ISO-8601 date-time: ${Timestamp}`);
    return parsed;
  }
  if (path === undefined) return undefined;
  const value = reference(visit, 'TimestampPath', path, input);
  const parsed = instantOf(value);
  if (parsed !== undefined) return parsed;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw new RuntimeFault(
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown}`,
  );
}

function reference(visit: Visit, field: string, path: string, input: Json): Json {
  const value = visit.find(path, input);
  if (value === undefined) throw new RuntimeFault(`The ${field} parameter does not reference an input value: ${path}`);
  return value;
}
