import { parseDefinition } from './definition/parse.ts';
import { ExecutionError } from './errors.ts';
import { Execution } from './execution.ts';
import type { Journal } from './journal.ts';
import { type Json, toJson } from './json.ts';
import { PAYLOAD_LIMIT, tooLarge } from './limit.ts';
import type { Services } from './services.ts';
import type { Start } from './start.ts';

export { parseDefinition } from './definition/parse.ts';
export type { StateMachine } from './definition/types.ts';
export type { Status } from './ending.ts';
export { DefinitionError, ExecutionError, TaskFailure } from './errors.ts';
export { Execution } from './execution.ts';
export { type HistoryEvent, type Journal, MemoryJournal } from './journal.ts';
export type { ItemSource, ListedObject, Services, TaskCall, TaskRunner, Timer } from './services.ts';

/** What starts an execution. */
export interface StartOptions {
  /** JSON text, or the parsed definition. */
  definition: unknown;
  input: unknown;
  name: string;
  executionArn: string;
  stateMachineArn: string;
  stateMachineName: string;
  roleArn?: string;
  /** Default: the timer's time. */
  startTime?: Date;
}

/**
 * Starts an execution. Its first event is recorded by the first `step()`, or by `run()`.
 * @throws DefinitionError, or ExecutionError input-too-large
 */
export function startExecution(options: StartOptions, services: Services): Execution {
  const { definition, input, startTime = services.timer.now(), roleArn = '', ...names } = options;
  const value = toJson(input);
  if (tooLarge(JSON.stringify(value))) {
    throw new ExecutionError('input-too-large', `the input of ${options.name} has more than ${PAYLOAD_LIMIT} bytes`);
  }
  // Parsed once more inside; here the text itself is at hand, in which a field given twice still shows.
  parseDefinition(definition);
  const start: Start = {
    ...names,
    roleArn,
    startTime: startTime.toISOString(),
    definition: typeof definition === 'string' ? (JSON.parse(definition) as Json) : toJson(definition),
    input: value,
  };
  return new Execution(start, services);
}

/**
 * Goes on with an execution from its journal alone: everything recorded is taken as it is, a task without a recorded end
 * is run again, a `.waitForTaskToken` task whose request was answered waits on with the same token.
 * @throws ExecutionError journal-empty
 */
export async function resumeExecution(journal: Journal, services: Omit<Services, 'journal'>): Promise<Execution> {
  const recorded = await journal.read();
  const start = recorded[0]?.journal?.start;
  if (start === undefined)
    throw new ExecutionError('journal-empty', 'the journal does not begin with ExecutionStarted');
  return new Execution(start as unknown as Start, { ...services, journal }, recorded);
}
