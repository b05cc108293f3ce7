import {
  type Execution,
  type TaskCall,
  TaskFailure,
  type TaskRunner,
} from '../../lib/local/states-language/interpreter.ts';
import { type Json, toJson } from '../../lib/local/states-language/json.ts';
import { detailsOf, type RecordedEvent } from './asl-cases.ts';
import { payload, same } from './asl-compare.ts';

/** What AWS recorded of one attempt of a task. */
interface Attempt {
  stateName: string;
  parameters: Json;
  submitted?: Json;
  /** The last event; undefined when the recording stops while the task runs. */
  end?: RecordedEvent;
  used: boolean;
}

const SCHEDULED = /^(Task|LambdaFunction|Activity)Scheduled$/;
const LATER = /^(?:Task|LambdaFunction|Activity)(Submitted|Succeeded|Failed|TimedOut)$/;

/** Attempts in the order of the recording, each tied to its state by following previousEventId back. */
function attemptsOf(history: RecordedEvent[]): Attempt[] {
  const attempts: Attempt[] = [];
  const open = new Map<number, { stateName: string; attempt?: Attempt }>();
  let latest: { stateName: string; attempt?: Attempt } = { stateName: '' };
  for (const event of history) {
    const before = open.get(event.previousEventId) ?? latest;
    if (event.type === 'TaskStateEntered') latest = { stateName: String(detailsOf(event).name) };
    else if (SCHEDULED.test(event.type)) {
      const { parameters, input } = detailsOf(event);
      const attempt: Attempt = {
        stateName: before.stateName,
        parameters: payload(parameters ?? input ?? null),
        used: false,
      };
      attempts.push(attempt);
      latest = { stateName: before.stateName, attempt };
    } else {
      latest = before;
      const [, suffix] = LATER.exec(event.type) ?? [];
      if (before.attempt !== undefined && suffix === 'Submitted')
        before.attempt.submitted = detailsOf(event).output ?? null;
      else if (before.attempt !== undefined && suffix !== undefined) before.attempt.end = event;
    }
    if (typeof event.id === 'number') open.set(event.id, latest);
  }
  return attempts;
}

/** Answers tasks as AWS's tasks answered when the case was recorded. */
export class RecordedTasks implements TaskRunner {
  readonly #attempts: Attempt[];
  #execution: Execution | undefined;
  /** A task was asked for that the recording does not hold (child executions of a distributed Map are not in it). */
  missing = false;

  constructor(history: RecordedEvent[]) {
    this.#attempts = attemptsOf(history);
  }

  attach(execution: Execution): void {
    this.#execution = execution;
  }

  async run(call: TaskCall): Promise<unknown> {
    const attempt = this.#take(call);
    if (attempt === undefined) {
      this.missing = true;
      throw new TaskFailure('Conformance.NotRecorded');
    }
    const { submitted, end } = attempt;
    if (call.taskToken !== undefined && submitted !== undefined) {
      if (end !== undefined) void this.#callBack(call.taskToken, end);
      return payload(submitted);
    }
    if (submitted !== undefined) call.submitted(payload(submitted));
    if (end === undefined || end.type.endsWith('TimedOut')) return new Promise(() => {});
    const { output, error, cause } = detailsOf(end);
    if (end.type.endsWith('Succeeded')) return payload(output ?? null);
    throw new TaskFailure(String(error ?? ''), text(cause));
  }

  #take({ stateName, parameters }: TaskCall): Attempt | undefined {
    const candidates = this.#attempts.filter((attempt) => !attempt.used && attempt.stateName === stateName);
    const unnamed = this.#attempts.filter((attempt) => !attempt.used && attempt.stateName === '');
    const found =
      candidates.find((attempt) => same(attempt.parameters, toJson(parameters))) ?? candidates[0] ?? unnamed[0];
    if (found !== undefined) found.used = true;
    return found;
  }

  async #callBack(token: string, end: RecordedEvent): Promise<void> {
    const { output, error, cause } = detailsOf(end);
    if (end.type.endsWith('Succeeded')) await this.#execution?.sendTaskSuccess(token, payload(output ?? null));
    else if (end.type.endsWith('Failed')) {
      const cut = cause === undefined ? undefined : text(cause);
      await this.#execution?.sendTaskFailure(token, error === undefined ? undefined : String(error), cut);
    }
  }
}

function text(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
