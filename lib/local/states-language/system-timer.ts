import { setTimeout as wait } from 'node:timers/promises';
import type { Timer } from './services.ts';

/** setTimeout cannot wait longer than 2^31 - 1 ms (24.8 days) in one go. */
const LONGEST = 2 ** 31 - 1;

/** The wall clock. */
export const systemTimer: Timer = {
  now: () => new Date(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= LONGEST) await wait(Math.min(left, LONGEST), undefined, { signal });
  },
};
