import type { Json, JsonObject } from './json.ts';

/** What the engine needs besides the event itself to go on from it. It is no part of AWS's history. */
export interface JournalNote {
  /** The line of control that recorded it: the execution, a Parallel branch, a Map iteration. */
  line: string;
  /** The child execution (of a distributed Map) that it belongs to; such events have ids of their own. */
  run?: string;
  /** Only in the first record: everything needed to run the execution again. */
  start?: JsonObject;
  /** The token that a callback will name. */
  token?: string;
  /** This time-out was a missed heartbeat; AWS's event does not tell them apart. */
  heartbeat?: true;
  /** A value that could turn out differently a second time (items read from S3), kept; no history event. */
  memo?: Json;
  /** A callback as it was accepted; no history event. */
  callback?: { token: string; output?: Json; failure?: { error?: string; cause?: string } };
}

/** An event as GetExecutionHistory returns it (`timestamp` in ISO 8601), with the engine's own note. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  timestamp: string;
  type: string;
  /** One further field, as `stateEnteredEventDetails`. */
  [details: `${string}Details`]: JsonObject;
  journal?: JournalNote;
}

/** Append-only: an event is in the journal before anything acts on it. */
export interface Journal {
  append(event: HistoryEvent): Promise<void> | void;
  read(): Promise<HistoryEvent[]>;
}

export class MemoryJournal implements Journal {
  readonly events: HistoryEvent[];

  constructor(events: HistoryEvent[] = []) {
    this.events = [...events];
  }

  append(event: HistoryEvent): void {
    this.events.push(event);
  }

  async read(): Promise<HistoryEvent[]> {
    return [...this.events];
  }
}
