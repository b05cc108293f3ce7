import { FixedClock } from '../../support/clock.ts';
import { clone } from './clone.ts';

/** What happens when a timer is due: plain data, so that a copy of the world has it too. */
export interface Effect {
  /** Name of the handler that `on` was told. */
  to: string;
  event: unknown;
}

interface Timer extends Effect {
  atMs: number;
}

/**
 * Time that a test moves, with timers that go off on the way. Timers of the same moment go off in the order in which they
 * were set; what a timer sets for a moment that has been reached goes off in the same move.
 */
export class VirtualClock extends FixedClock {
  #timers: Timer[] = [];
  readonly #handlers = new Map<string, (event: never) => void>();

  get nowMs(): number {
    return this.now().getTime();
  }

  /** Timers that have not gone off, soonest first. */
  get pending(): readonly Readonly<Timer>[] {
    return this.#timers;
  }

  on<Event>(name: string, handler: (event: Event) => void): void {
    this.#handlers.set(name, handler as (event: never) => void);
  }

  /** Sets a timer; one for the past goes off at the next move. */
  at(time: Date, effect: Effect): void {
    const timer = { ...clone(effect), atMs: Math.max(time.getTime(), this.nowMs) };
    const after = this.#timers.findIndex(({ atMs }) => atMs > timer.atMs);
    this.#timers.splice(after < 0 ? this.#timers.length : after, 0, timer);
  }

  after(seconds: number, effect: Effect): void {
    this.at(new Date(this.nowMs + seconds * 1000), effect);
  }

  override advance(seconds: number): void {
    const endMs = this.nowMs + seconds * 1000;
    for (let next = this.#timers[0]; next && next.atMs <= endMs; next = this.#timers[0]) {
      this.#timers.shift();
      super.advance((next.atMs - this.nowMs) / 1000);
      const handler = this.#handlers.get(next.to);
      if (!handler) throw new Error(`nobody handles the timers of ${next.to}`);
      handler(next.event as never);
    }
    super.advance((endMs - this.nowMs) / 1000);
  }

  /** To the next timer and through all of its moment; false: none is set. */
  advanceToNext(): boolean {
    const next = this.#timers[0];
    if (next) this.advance((next.atMs - this.nowMs) / 1000);
    return next !== undefined;
  }

  /** A wait that takes no time: the clock moves on by as much. */
  readonly sleep = async (milliseconds: number): Promise<void> => {
    this.advance(milliseconds / 1000);
  };

  /** The same moment and timers; who handles them has to be told again. */
  copy(): VirtualClock {
    const copied = new VirtualClock(this.now().toISOString());
    copied.#timers = clone(this.#timers);
    return copied;
  }
}
