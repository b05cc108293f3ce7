import { setImmediate as macrotask } from 'node:timers/promises';
import { Aborted, ExecutionError } from './errors.ts';
import type { HistoryEvent, Journal, JournalNote } from './journal.ts';
import type { JsonObject } from './json.ts';
import type { Timer } from './services.ts';

/** An event that a line of control wants to record. */
export interface Draft {
  type: string;
  previous: number;
  details: Record<`${string}Details`, JsonObject>;
  note: JournalNote;
  signal: AbortSignal;
}

interface Request {
  draft: Draft;
  resolve: (event: HistoryEvent) => void;
  reject: (error: Error) => void;
}

/**
 * Puts the events of all lines of control into one order, one step at a time. A line that asks to record waits; a step
 * first lets every line run until it waits, then grants one request: the event goes into the journal, and only then does
 * its line go on. When resuming, the journal's own events are granted first, in their order and with their recorded
 * content, so every line arrives where it was without repeating anything.
 */
export class Recorder {
  readonly events: HistoryEvent[] = [];
  readonly #journal: Journal;
  readonly #timer: Timer;
  readonly #recorded: HistoryEvent[];
  readonly #upcoming = new Map<string, HistoryEvent[]>();
  readonly #ids = new Map<string, number>();
  #replayed = 0;
  /** By line, oldest first: a line waits for one event at a time. */
  readonly #queue = new Map<string, Request>();
  readonly #starting = new Set<string>();
  #preferred: string | undefined;
  #wake: () => void = () => {};
  #afterReplay: (() => void)[] = [];

  constructor(journal: Journal, timer: Timer, recorded: HistoryEvent[]) {
    this.#journal = journal;
    this.#timer = timer;
    this.#recorded = recorded.filter((event) => event.journal?.callback === undefined);
    for (const event of this.#recorded) {
      const line = event.journal?.line ?? '';
      const known = this.#upcoming.get(line);
      if (known === undefined) this.#upcoming.set(line, [event]);
      else known.push(event);
    }
  }

  get replaying(): boolean {
    return this.#replayed < this.#recorded.length;
  }

  /** The next event of a line that the journal already has. */
  upcoming(line: string): HistoryEvent | undefined {
    return this.#upcoming.get(line)?.[0];
  }

  /** Resolves once the event is in the journal. @throws Aborted when the line is aborted before that */
  request(draft: Draft): Promise<HistoryEvent> {
    return new Promise((resolve, reject) => {
      if (draft.signal.aborted) return reject(new Aborted());
      const drop = (): void => {
        this.#take(draft.note.line);
        reject(new Aborted());
      };
      draft.signal.addEventListener('abort', drop, { once: true });
      const request: Request = {
        draft,
        resolve: (event) => {
          draft.signal.removeEventListener('abort', drop);
          resolve(event);
        },
        reject,
      };
      this.#queue.set(draft.note.line, request);
      if (draft.type === 'MapIterationStarted') this.#starting.add(draft.note.line);
      this.#wake();
    });
  }

  /** Waits until nothing is left to replay; gives the milliseconds that passed since the last replayed event. */
  async live(): Promise<number> {
    if (!this.replaying) return 0;
    await new Promise<void>((resolve) => this.#afterReplay.push(resolve));
    const last = this.#recorded.at(-1)?.timestamp ?? '';
    return Math.max(0, this.#timer.now().getTime() - Date.parse(last));
  }

  /** Takes the whole journal as it is, without any line asking for it. */
  adopt(): void {
    for (const event of this.#recorded.slice(this.#replayed)) this.#keep(event);
    this.#replayed = this.#recorded.length;
  }

  /** Lets a waiting step look again: something outside has happened. */
  wake(): void {
    this.#wake();
  }

  /** Grants one live request. False when `ended()` and nobody waits to record. */
  async step(ended: () => boolean): Promise<boolean> {
    for (;;) {
      await macrotask();
      if (this.replaying) {
        this.#replayOne();
      } else {
        const request = this.#next();
        if (request !== undefined) {
          await this.#grant(request);
          return true;
        }
        if (ended()) return false;
        await this.#change();
      }
    }
  }

  /** Writes a note about the world outside (an accepted callback) without waiting for a step. */
  async note(note: JournalNote): Promise<void> {
    await this.#journal.append({ id: 0, previousEventId: 0, timestamp: this.#now(), type: 'Note', journal: note });
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Replay waits for nothing but itself, so once every line waits, the one that is due must be among them. */
  #replayOne(): void {
    const event = this.#recorded[this.#replayed];
    const line = event?.journal?.line ?? '';
    const request = this.#take(line);
    if (event === undefined || request === undefined || request.draft.type !== event.type) {
      const due = request === undefined ? 'nothing' : request.draft.type;
      const sentence = `the journal has ${event?.type} (event ${event?.id}, line ${line}) where ${due} is due`;
      throw new ExecutionError('journal-mismatch', sentence);
    }
    this.#upcoming.get(line)?.shift();
    this.#replayed += 1;
    this.#keep(event);
    request.resolve(event);
    if (!this.replaying) for (const resume of this.#afterReplay.splice(0)) resume();
  }

  /**
   * Iterations start before anything in them goes on, and a line goes on until it has to wait for a worker: the order
   * in which Step Functions' own histories show concurrent lines.
   */
  #next(): Request | undefined {
    const [starting] = this.#starting;
    const [oldest] = this.#queue.keys();
    const going = this.#preferred !== undefined && this.#queue.has(this.#preferred) ? this.#preferred : undefined;
    return this.#take(starting ?? going ?? oldest ?? '');
  }

  #take(line: string): Request | undefined {
    const request = this.#queue.get(line);
    this.#queue.delete(line);
    this.#starting.delete(line);
    return request;
  }

  async #grant({ draft, resolve }: Request): Promise<void> {
    const { type, previous, details, note } = draft;
    const hidden = note.memo !== undefined;
    const id = hidden ? 0 : (this.#ids.get(note.run ?? '') ?? 0) + 1;
    const event: HistoryEvent = {
      id,
      previousEventId: previous,
      timestamp: this.#now(),
      type,
      ...details,
      journal: note,
    };
    await this.#journal.append(event);
    this.#preferred = type.endsWith('Scheduled') ? undefined : note.line;
    this.#keep(event);
    resolve(event);
  }

  #keep(event: HistoryEvent): void {
    if (event.journal?.memo === undefined) {
      this.#ids.set(event.journal?.run ?? '', event.id);
      this.events.push(event);
    }
  }

  #now(): string {
    return this.#timer.now().toISOString();
  }
}
