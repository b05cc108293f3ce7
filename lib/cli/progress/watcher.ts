import type { Progress } from '../place.ts';

/** Shows a run while it happens. */
export interface Watcher {
  on(event: Progress): void;
  /** Leaves the terminal as a plain one; call it however the run ended. */
  end(): void;
}

type StateEvent = Extract<Progress, { kind: 'state' }>;

/** Milliseconds since the run began and since the state was entered, by the times that the events carry. */
export class Stopwatch {
  #began: number | undefined;
  readonly #entered = new Map<string, number>();

  /** Takes an event; the time it took when it ends a state. */
  lap(event: StateEvent): { sinceStart: number; took: number | null } {
    const now = Date.parse(event.at);
    this.#began ??= now;
    const key = keyOf(event);
    const entered = this.#entered.get(key);
    if (event.status === 'entered') this.#entered.set(key, now);
    else this.#entered.delete(key);
    const took = event.status === 'entered' || entered === undefined ? null : now - entered;
    return { sinceStart: now - this.#began, took };
  }
}

export function keyOf(event: { machine: string; state: string }): string {
  return JSON.stringify([event.machine, event.state]);
}

/** States of a nested machine are told as such. */
export function nameOf({ machine, state }: { machine: string; state: string }): string {
  return isNested(machine) ? `${machine} ${state}` : state;
}

export function isNested(machine: string): boolean {
  return !['delivery', 'pull_request', 'Delivery', 'PullRequest'].includes(machine);
}
