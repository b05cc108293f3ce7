import { parseDefinition } from './definition/parse.ts';
import type { StateMachine } from './definition/types.ts';
import { endingOf, lastOf, type Status } from './ending.ts';
import { Aborted, ERROR, StateFailure } from './errors.ts';
import { runFlow } from './flow.ts';
import type { HistoryEvent } from './journal.ts';
import type { Json } from './json.ts';
import { type Details, Line } from './line.ts';
import { Recorder } from './recorder.ts';
import type { Run } from './run.ts';
import type { Services } from './services.ts';
import type { Start } from './start.ts';
import { type CallbackResult, Callbacks } from './task/callbacks.ts';
import { Variables } from './variables.ts';

const UNTRUNCATED = { truncated: false };

/** One run of a state machine. Nothing happens between two steps. */
export class Execution {
  readonly start: Start;
  status: Status = 'RUNNING';
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  readonly #machine: StateMachine;
  readonly #recorder: Recorder;
  readonly #callbacks = new Callbacks();
  readonly #line: Line;
  readonly #services: Services;
  readonly #clock = new AbortController();
  /** Set once the execution ends from outside: by a time-out, or by being stopped. */
  #ending: { type: string; details: Details } | undefined;
  #over = false;
  #bug: unknown;
  #stepping: Promise<boolean> = Promise.resolve(true);

  /** `recorded`: the journal so far, when resuming. */
  constructor(start: Start, services: Services, recorded: HistoryEvent[] = []) {
    this.start = start;
    this.#services = services;
    this.#machine = parseDefinition(start.definition);
    this.#recorder = new Recorder(services.journal, services.timer, recorded);
    this.#restoreCallbacks(recorded);
    this.#line = this.#topLine();
    const last = lastOf(recorded);
    if (last !== undefined) this.#adoptEnd(last);
    else this.#launch();
  }

  #launch(): void {
    this.#main()
      .catch((error: unknown) => {
        this.#bug = error;
      })
      .finally(() => {
        this.#over = true;
        this.#clock.abort();
        this.#recorder.wake();
      });
  }

  /** The journal holds a whole execution: there is nothing to run. */
  #adoptEnd(last: HistoryEvent): void {
    this.#recorder.adopt();
    this.#over = true;
    this.#conclude(last);
  }

  /** The history so far, as AWS would list it; children of distributed Maps are not in it. */
  get history(): HistoryEvent[] {
    return this.#recorder.events
      .filter(({ journal }) => journal?.run === undefined)
      .map(({ journal: _, ...event }) => event);
  }

  /** The history of one child execution of a distributed Map. */
  childHistory(executionArn: string): HistoryEvent[] {
    return this.#recorder.events
      .filter(({ journal }) => journal?.run === executionArn)
      .map(({ journal: _, ...event }) => event);
  }

  /** Records the next event, waiting for it if need be; false when the execution is over. */
  step(): Promise<boolean> {
    this.#stepping = this.#stepping.then(() => this.#step());
    return this.#stepping;
  }

  async run(): Promise<this> {
    while (await this.step());
    return this;
  }

  /** Ends the execution: aborts what runs and records ExecutionAborted with the next step. */
  stop(error?: string, cause?: string): void {
    const details = {
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
    // What the journal already holds is replayed first: an execution ends after its last event, never before.
    void this.#recorder.live().then(() => this.#end('ExecutionAborted', { executionAbortedEventDetails: details }));
  }

  /**
   * Answers a `.waitForTaskToken` task. Once resolved, the answer is in the journal and outlives the process.
   * @throws ExecutionError task-does-not-exist
   */
  async sendTaskSuccess(token: string, output: Json): Promise<void> {
    await this.#answer(token, { output });
  }

  async sendTaskFailure(token: string, error?: string, cause?: string): Promise<void> {
    const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    await this.#answer(token, { failure });
  }

  sendTaskHeartbeat(token: string): void {
    this.#callbacks.beat(token);
  }

  async #answer(token: string, result: CallbackResult): Promise<void> {
    this.#callbacks.accepts(token);
    await this.#recorder.note({ line: '', callback: { token, ...result } });
    this.#callbacks.settle(token, result);
    this.#recorder.wake();
  }

  async #step(): Promise<boolean> {
    const more = await this.#recorder.step(() => this.#over);
    if (this.#bug !== undefined) throw this.#bug;
    return more;
  }

  #topLine(): Line {
    const { start } = this;
    const run: Run = {
      key: '',
      arn: start.executionArn,
      name: start.name,
      input: start.input,
      startTime: start.startTime,
      roleArn: start.roleArn,
      machine: { arn: start.stateMachineArn, name: start.stateMachineName },
      services: this.#services,
      recorder: this.#recorder,
      callbacks: this.#callbacks,
    };
    return new Line({ run, path: 'main', variables: new Variables(), previous: 0 });
  }

  async #main(): Promise<void> {
    const { input, roleArn } = this.start;
    const details = { input: JSON.stringify(input), inputDetails: UNTRUNCATED, roleArn };
    const note = { start: { ...this.start } };
    try {
      await this.#line.record('ExecutionStarted', { executionStartedEventDetails: details }, { chained: false, note });
      void this.#watchTime();
      const output = JSON.stringify(await runFlow(this.#machine, input, this.#line));
      this.#conclude(
        await this.#line.record('ExecutionSucceeded', {
          executionSucceededEventDetails: { output, outputDetails: UNTRUNCATED },
        }),
      );
    } catch (error) {
      if (error instanceof Aborted && this.#ending !== undefined) await this.#concludeFromOutside();
      else if (error instanceof StateFailure) {
        const failed = { executionFailedEventDetails: error.details() };
        this.#conclude(await this.#line.record('ExecutionFailed', failed));
      } else throw error;
    }
  }

  async #concludeFromOutside(): Promise<void> {
    const { type, details } = this.#ending ?? { type: 'ExecutionAborted', details: {} };
    const last = new Line({ run: this.#line.run, path: 'end', variables: new Variables(), previous: 0 });
    this.#conclude(await last.record(type, details));
  }

  #end(type: string, details: Details): void {
    if (this.#over || this.#ending !== undefined) return;
    this.#ending = { type, details };
    this.#line.abort();
  }

  #conclude(event: HistoryEvent): void {
    Object.assign(this, endingOf(event));
  }

  async #watchTime(): Promise<void> {
    const { TimeoutSeconds: seconds } = this.#machine;
    if (seconds === undefined) return;
    const { timer } = this.#services;
    await this.#recorder.live();
    const left = Date.parse(this.start.startTime) + seconds * 1000 - timer.now().getTime();
    try {
      await timer.sleep(Math.max(0, left), this.#clock.signal);
    } catch (error) {
      if (!this.#clock.signal.aborted) throw error;
    }
    if (this.#clock.signal.aborted) return;
    this.#end('ExecutionTimedOut', { executionTimedOutEventDetails: { error: ERROR.timeout } });
  }

  /** Tokens of tasks that have not ended are out again, and answers that the journal holds are given again. */
  #restoreCallbacks(recorded: HistoryEvent[]): void {
    const open = new Map<string, string>();
    for (const { type, journal } of recorded) {
      if (journal?.callback !== undefined) continue;
      if (journal?.token !== undefined) open.set(journal.line, journal.token);
      else if (/(Succeeded|Failed|TimedOut)$/.test(type)) open.delete(journal?.line ?? '');
    }
    for (const token of open.values()) this.#callbacks.expect(token);
    for (const { journal } of recorded) {
      if (journal?.callback === undefined) continue;
      const { token, output, failure } = journal.callback;
      this.#callbacks.settle(token, failure === undefined ? { output: output ?? null } : { failure });
    }
  }
}
