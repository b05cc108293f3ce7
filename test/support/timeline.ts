import type { TimelineEntry } from '../../lib/core/run.ts';

/** A state of a delivery that was left after so many seconds; null: it still runs. */
export function stateFor(state: string, seconds: number | null): TimelineEntry {
  const entered = Date.parse('2026-11-23T09:00:00.000Z');
  const leftAt = seconds === null ? null : new Date(entered + seconds * 1_000).toISOString();
  return { machine: 'delivery', state, enteredAt: new Date(entered).toISOString(), leftAt, status: 'done' };
}
