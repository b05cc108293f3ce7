import { Aborted } from './errors.ts';
import type { HistoryEvent, JournalNote } from './journal.ts';
import type { Json, JsonObject } from './json.ts';
import type { Run } from './run.ts';
import { Variables } from './variables.ts';

export type Details = Record<`${string}Details`, JsonObject>;

/** The state that a line is in, for what has to be said when the line is aborted. */
export interface OpenState {
  type: string;
  children: Line[];
}

interface LineOptions {
  run: Run;
  path: string;
  variables: Variables;
  previous: number;
  mapItem?: JsonObject;
}

/** One sequential line of control: the execution itself, a branch of a Parallel, an iteration of a Map. */
export class Line {
  readonly run: Run;
  readonly path: string;
  readonly variables: Variables;
  /** `$$.Map.Item` inside an iteration. */
  readonly mapItem: JsonObject | undefined;
  /** Id of the event that the next one follows. */
  previous: number;
  open: OpenState | undefined;
  readonly #controller = new AbortController();

  constructor({ run, path, variables, previous, mapItem }: LineOptions) {
    this.run = run;
    this.path = path;
    this.variables = variables;
    this.previous = previous;
    this.mapItem = mapItem;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends this line and all lines below it; whatever they wait for rejects with Aborted. */
  abort(): void {
    this.#controller.abort();
    for (const child of this.open?.children ?? []) child.abort();
  }

  /** Forgets the lines below, which have all ended. */
  closeChildren(): void {
    if (this.open !== undefined) this.open.children = [];
  }

  /** A line below this one, in a scope of its own. */
  fork(name: string, previous: number, mapItem?: JsonObject): Line {
    const item = mapItem ?? this.mapItem;
    return this.#adopt({
      run: this.run,
      path: `${this.path}/${name}`,
      variables: new Variables(this.variables),
      previous,
      ...(item === undefined ? {} : { mapItem: item }),
    });
  }

  /** A child execution of a distributed Map: own context, own event ids, and no sight of the parent's variables. */
  forkRun(name: string, run: Run, mapItem: JsonObject): Line {
    return this.#adopt({ run, path: `${this.path}/${name}`, variables: new Variables(), previous: 0, mapItem });
  }

  #adopt(options: LineOptions): Line {
    const line = new Line(options);
    this.open?.children.push(line);
    if (this.signal.aborted) line.abort();
    return line;
  }

  /** Records an event and makes it the one that the next follows, unless `chained` is false. */
  async record(
    type: string,
    details: Details = {},
    { chained = true, previous = this.previous, note = {} }: RecordOptions = {},
  ): Promise<HistoryEvent> {
    const { key } = this.run;
    const event = await this.run.recorder.request({
      type,
      previous,
      details,
      note: { line: this.path, ...(key === '' ? {} : { run: key }), ...note },
      signal: this.signal,
    });
    if (chained) this.previous = event.id;
    return event;
  }

  /** The next event that the journal already has for this line, when resuming. */
  upcoming(): HistoryEvent | undefined {
    return this.run.recorder.upcoming(this.path);
  }

  /** Computes a value once: when resuming, the journal's own value is given and nothing is computed. */
  async remember(name: string, compute: () => Promise<Json>): Promise<Json> {
    if (this.upcoming()?.type === name) return this.#memo(name, null);
    await this.live();
    return this.#memo(name, await this.unlessAborted(compute()));
  }

  async #memo(name: string, value: Json): Promise<Json> {
    const event = await this.record(name, {}, { chained: false, note: { memo: value } });
    return event.journal?.memo ?? null;
  }

  /** Waits until replay is over; gives the milliseconds that the process was away. */
  live(): Promise<number> {
    return this.unlessAborted(this.run.recorder.live());
  }

  async sleep(ms: number): Promise<void> {
    if (ms > 0) await this.unlessAborted(this.run.services.timer.sleep(ms, this.signal));
    if (this.signal.aborted) throw new Aborted();
  }

  unlessAborted<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(new Aborted());
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }
}

interface RecordOptions {
  chained?: boolean;
  previous?: number;
  note?: Partial<JournalNote>;
}
