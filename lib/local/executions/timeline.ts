import type { TimelineEntry } from '../../core/run.ts';
import type { HistoryEvent } from '../states-language/journal.ts';

/** States that take time; Pass, Choice and the ends are left out. */
const timed = ['Task', 'Map', 'Wait', 'Parallel'];
const entries = new Set(timed.map((type) => `${type}StateEntered`));
const exits = new Set(timed.map((type) => `${type}StateExited`));

export function isEntry({ type }: HistoryEvent): boolean {
  return entries.has(type);
}

export function isExit({ type }: HistoryEvent): boolean {
  return exits.has(type);
}

/** Whether the present state has failed as of this event, given whether it had before: a retry is scheduled again. */
export function failedAsOf(event: HistoryEvent, before: boolean): boolean {
  if (isEntry(event) || isExit(event)) return false;
  return /(Failed|TimedOut|Aborted)$/.test(event.type) || (before && !event.type.endsWith('Scheduled'));
}

/** States of one execution in order of entry, from its history. A state that was left by a Catch failed. */
export function timelineOf(machine: string, history: HistoryEvent[]): TimelineEntry[] {
  const timeline: TimelineEntry[] = [];
  let failed = false;
  for (const event of history.filter((one) => one.journal?.run === undefined)) {
    const last = timeline.at(-1);
    // The entry of the next state ends one that left no exit.
    if (last && (isExit(event) || (isEntry(event) && last.leftAt === null)))
      Object.assign(last, { leftAt: event.timestamp, status: failed ? 'failed' : 'done' });
    if (isEntry(event)) {
      const state = String(event.stateEnteredEventDetails?.name);
      timeline.push({ machine, state, enteredAt: event.timestamp, leftAt: null, status: 'running' });
    }
    failed = failedAsOf(event, failed);
  }
  return timeline;
}
