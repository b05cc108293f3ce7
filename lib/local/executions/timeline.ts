import type { TimelineEntry } from '../../core/run.ts';
import type { HistoryEvent } from '../states-language/journal.ts';

/** States that take time; Pass, Choice and the ends are left out. */
const timed = ['Task', 'Map', 'Wait', 'Parallel'];
const entered = new Set(timed.map((type) => `${type}StateEntered`));
const exited = new Set(timed.map((type) => `${type}StateExited`));

/** States of one execution in order of entry, from its history. A state that was left by a Catch failed. */
export function timelineOf(machine: string, history: HistoryEvent[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let failed = false;
  for (const event of history.filter((one) => one.journal?.run === undefined)) {
    const last = entries.at(-1);
    if (entered.has(event.type)) {
      if (last && last.leftAt === null)
        Object.assign(last, { leftAt: event.timestamp, status: failed ? 'failed' : 'done' });
      const state = String(event.stateEnteredEventDetails?.name);
      entries.push({ machine, state, enteredAt: event.timestamp, leftAt: null, status: 'running' });
      failed = false;
    } else if (exited.has(event.type) && last) {
      Object.assign(last, { leftAt: event.timestamp, status: failed ? 'failed' : 'done' });
      failed = false;
    } else {
      failed = isFailure(event.type) || (failed && !event.type.endsWith('Scheduled'));
    }
  }
  return entries;
}

function isFailure(type: string): boolean {
  return /(Failed|TimedOut|Aborted)$/.test(type);
}
