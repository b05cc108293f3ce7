import type { GateRecord } from '../core/gate.ts';
import type { JudgedWindow } from '../core/run.ts';
import type { HistoryEvent } from './states-language/journal.ts';

/** What happens in a run, as it happens. */
export type Progress =
  | {
      kind: 'state';
      machine: string;
      state: string;
      status: 'entered' | 'done' | 'failed';
      at: string;
      detail?: string;
    }
  | { kind: 'note'; text: string }
  | { kind: 'gate'; record: GateRecord }
  | { kind: 'window'; window: JudgedWindow };

const words: Array<[RegExp, 'entered' | 'done' | 'failed']> = [
  [/^(Task|Map|Wait|Parallel)StateEntered$/, 'entered'],
  [/^(Task|Map|Wait|Parallel)StateExited$/, 'done'],
];

/** The progress that an event of a history stands for, if any. */
export function progressOf(machine: string, event: HistoryEvent): Progress | undefined {
  if (event.journal?.run !== undefined) return undefined;
  const status = words.find(([pattern]) => pattern.test(event.type))?.[1];
  const details = event.stateEnteredEventDetails ?? event.stateExitedEventDetails;
  return status && details
    ? { kind: 'state', machine, state: String(details.name), status, at: event.timestamp }
    : undefined;
}
