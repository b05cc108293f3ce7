import type { ObjectStore } from '../../ports.ts';
import { type DoorRoute, readDocument } from './route-document.ts';

/** A rollback reaches every instance of the door within this time. */
const keptMs = 1_000;
/** Longest that a caller waits for the store: an instance that begins needs some of it for its first connection. */
const patienceMs = 1_500;

/**
 * The route as it was at most a second ago. Where it cannot be read the answer is null, so that everything goes to the target
 * as it comes: a candidate gets nothing on the strength of a route that may have been taken back.
 */
export class LiveRoute {
  readonly #store: ObjectStore;
  readonly #pipeline: string;
  readonly #nowMs: () => number;
  #kept: { route: DoorRoute | null; atMs: number } | undefined;

  /** @param nowMs of a clock that never goes back */
  constructor(store: ObjectStore, pipeline: string, nowMs: () => number = () => performance.now()) {
    this.#store = store;
    this.#pipeline = pipeline;
    this.#nowMs = nowMs;
  }

  async now(): Promise<DoorRoute | null> {
    const atMs = this.#nowMs();
    if (this.#kept && atMs - this.#kept.atMs < keptMs) return this.#kept.route;
    const read = await within(patienceMs, readDocument(this.#store, this.#pipeline));
    // A store in trouble is waited for once a second, and not by every caller.
    this.#kept = read ? { route: read.route, atMs } : { route: null, atMs: this.#nowMs() };
    return this.#kept.route;
  }
}

/** Undefined: it failed, or did not come in time. */
async function within<T>(milliseconds: number, read: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([read, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
