import type { Timer } from '../../lib/local/states-language/services.ts';
import type { FixedClock } from '../support/clock.ts';

/** Retries wait for a minute at most, time limits of tasks are longer: that tells the two apart. */
const longestWaitMs = 60_000;
/** What an approved run waits for its turn behind a long rollout, and a rollout for a target that is slow. */
const seldomMs = [120_000, 300_000];

/**
 * The time of a scenario. Waiting (a Bake, a retry) takes none: the clock moves on and the sleeper wakes. A task's time limit
 * never ends, since steps do real work meanwhile, unless the scenario names it.
 */
export class ScenarioTimer implements Timer {
  /** Time limits, in seconds, that are over as soon as they begin. */
  readonly overrun = new Set<number>();
  /** Sees each wait before it ends; one that it answers with a promise lasts until that resolves, or is aborted. */
  atWait: (seconds: number) => void | Promise<void> = () => {};
  readonly #clock: FixedClock;

  constructor(clock: FixedClock) {
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const aborted = new Promise<never>((_, reject) => {
      const abort = () => reject(new Error('the sleep was aborted'));
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
    });
    aborted.catch(() => {});
    const waits = ms <= longestWaitMs || seldomMs.includes(ms);
    if (!waits && !this.overrun.has(ms / 1000)) return aborted;
    if (waits) await Promise.race([aborted, this.atWait(ms / 1000)]);
    this.#clock.advance(ms / 1000);
  }
}
