import type { TimelineEntry } from '../run.ts';

/** Whole minutes that a run trained, also where it was cut off; each attempt counts to its next whole minute, as it is billed. */
export function trainingMinutes(timeline: readonly TimelineEntry[]): number {
  return timeline
    .filter(({ state, leftAt }) => state === 'Train' && leftAt !== null)
    .map(({ enteredAt, leftAt }) => Math.ceil((Date.parse(leftAt ?? '') - Date.parse(enteredAt)) / 60_000))
    .filter((minutes) => minutes > 0)
    .reduce((sum, minutes) => sum + minutes, 0);
}
