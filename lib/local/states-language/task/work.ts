import { TaskFailure } from '../errors.ts';
import { type Json, toJson } from '../json.ts';
import type { Line } from '../line.ts';
import type { TaskCall } from '../services.ts';
import type { Limits } from './limits.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a task did next. All but `submitted` end it. */
export type Progress =
  | { kind: 'submitted' | 'succeeded'; output: Json }
  | { kind: 'failed'; error?: string; cause?: string }
  | { kind: 'timedOut'; heartbeat: boolean };

export interface WorkOrder {
  line: Line;
  vocabulary: Vocabulary;
  call: Omit<TaskCall, 'signal' | 'submitted'>;
  limits: Limits;
  /** The token whose callback ends the task. */
  token: string | undefined;
  /** The request was made, and answered, before a resume: only the callback is awaited. */
  submitted: boolean;
  /** Milliseconds since the epoch from which the time-out counts. */
  since: number;
}

/** A running task: gives its progress piece by piece, in order. */
export class Work {
  readonly #order: WorkOrder;
  readonly #controller = new AbortController();
  readonly #pieces: Progress[] = [];
  #ended = false;
  #submitted: boolean;
  #held: Progress | undefined;
  #lastBeat = 0;
  #arrived: () => void = () => {};

  constructor(order: WorkOrder) {
    this.#order = order;
    this.#submitted = order.submitted;
    order.line.signal.addEventListener('abort', this.#cancel, { once: true });
    this.#listen();
    if (!order.submitted) void this.#run();
    void this.#watchTime();
    if (this.#watchesHeart()) void this.#watchHeart();
  }

  /** The next piece of progress. @throws Aborted */
  async next(): Promise<Progress> {
    while (this.#pieces.length === 0) {
      await this.#order.line.unlessAborted(
        new Promise<void>((resolve) => {
          this.#arrived = resolve;
        }),
      );
    }
    return this.#pieces.shift() ?? { kind: 'failed' };
  }

  /** Lets go of the task, its clocks and its token. */
  end(): void {
    this.#cancel();
    const { line, token } = this.#order;
    line.signal.removeEventListener('abort', this.#cancel);
    if (token !== undefined) line.run.callbacks.forget(token);
  }

  readonly #cancel = (): void => this.#controller.abort();

  #push(progress: Progress): void {
    if (this.#ended) return;
    if (progress.kind !== 'submitted') this.#ended = true;
    this.#pieces.push(progress);
    this.#arrived();
  }

  async #run(): Promise<void> {
    const { line, call, vocabulary } = this.#order;
    const { signal } = this.#controller;
    try {
      const submitted = (output: unknown): void => {
        if (vocabulary.pattern === 'sync') this.#submit(toJson(output));
      };
      const output = toJson(await line.run.services.tasks.run({ ...call, signal, submitted }));
      if (vocabulary.pattern !== 'response') this.#submit(output);
      if (vocabulary.pattern !== 'token') this.#push({ kind: 'succeeded', output });
    } catch (error) {
      this.#push(failed(error));
    }
  }

  #submit(output: Json): void {
    if (this.#submitted) return;
    this.#submitted = true;
    this.#push({ kind: 'submitted', output });
    if (this.#held !== undefined) this.#push(this.#held);
  }

  #listen(): void {
    const { line, token, vocabulary } = this.#order;
    if (token === undefined) return;
    line.run.callbacks.listen(
      token,
      (result) => {
        const progress: Progress =
          'output' in result ? { kind: 'succeeded', output: result.output } : { kind: 'failed', ...result.failure };
        // An eager worker may answer before its request is known to have arrived; the history keeps the order.
        if (this.#submitted || vocabulary.pattern === 'response') this.#push(progress);
        else this.#held = progress;
      },
      () => {
        this.#lastBeat = this.#now();
      },
    );
  }

  #watchesHeart(): boolean {
    return this.#order.limits.heartbeat !== undefined && this.#order.call.taskToken !== undefined;
  }

  async #watchTime(): Promise<void> {
    const { limits, since } = this.#order;
    if (limits.timeout === undefined) return;
    await this.#sleepUntil(since + limits.timeout * 1000);
    if (!this.#controller.signal.aborted) this.#push({ kind: 'timedOut', heartbeat: false });
  }

  async #watchHeart(): Promise<void> {
    const patience = (this.#order.limits.heartbeat ?? 0) * 1000;
    this.#lastBeat = this.#now();
    while (this.#now() < this.#lastBeat + patience && !this.#controller.signal.aborted) {
      await this.#sleepUntil(this.#lastBeat + patience);
    }
    if (!this.#controller.signal.aborted) this.#push({ kind: 'timedOut', heartbeat: true });
  }

  #now(): number {
    return this.#order.line.run.services.timer.now().getTime();
  }

  async #sleepUntil(time: number): Promise<void> {
    try {
      await this.#order.line.run.services.timer.sleep(Math.max(0, time - this.#now()), this.#controller.signal);
    } catch (error) {
      if (!this.#controller.signal.aborted) throw error;
    }
  }
}

function failed(error: unknown): Progress {
  if (error instanceof TaskFailure) {
    return {
      kind: 'failed',
      ...(error.error === '' ? {} : { error: error.error }),
      ...(error.cause === '' ? {} : { cause: error.cause }),
    };
  }
  return { kind: 'failed', error: 'States.TaskFailed', cause: error instanceof Error ? error.message : String(error) };
}
