import type { Timer } from '../../../lib/local/states-language/services.ts';

interface Sleeper {
  at: number;
  wake: () => void;
}

/** Event-loop turns without anyone reading the clock after which time may jump: whoever runs has read it by then. */
const QUIET_TURNS = 4;

/** A clock that jumps to the next awaited moment as soon as nothing else happens: waiting takes no time. */
export class VirtualTimer implements Timer {
  /** Milliseconds of each sleep that was asked for, in order. */
  readonly slept: number[] = [];
  #now: number;
  #sleepers: Sleeper[] = [];
  #quiet = 0;
  #watching = false;

  constructor(start = '2026-01-01T00:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    this.#quiet = 0;
    return new Date(this.#now);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.#quiet = 0;
    this.slept.push(ms);
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        at: this.#now + ms,
        wake: () => {
          signal?.removeEventListener('abort', drop);
          resolve();
        },
      };
      const drop = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(new Error('the sleep was aborted'));
      };
      if (signal?.aborted === true) return drop();
      signal?.addEventListener('abort', drop, { once: true });
      this.#sleepers.push(sleeper);
      this.#watch();
    });
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#quiet += 1;
    if (this.#quiet >= QUIET_TURNS) this.#jump();
    this.#watching = false;
    if (this.#sleepers.length > 0) this.#watch();
  }

  #jump(): void {
    this.#quiet = 0;
    const next = this.#sleepers.reduce(
      (least: Sleeper | undefined, other) => (least === undefined || other.at < least.at ? other : least),
      undefined,
    );
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.at);
    this.#sleepers = this.#sleepers.filter((other) => other !== next);
    next.wake();
  }
}
