import type { GateRecord } from '../core/gate.ts';
import type { JudgedWindow } from '../core/run.ts';
import { failedAsOf, isEntry, isExit } from './executions/timeline.ts';
import type { HistoryEvent } from './states-language/journal.ts';

/** What happens in a run, as it happens. */
export type Progress =
  | { kind: 'state'; machine: string; state: string; status: 'entered' | 'done' | 'failed'; at: string }
  | { kind: 'note'; text: string }
  | { kind: 'gate'; record: GateRecord }
  | { kind: 'window'; window: JudgedWindow }
  /** A rollout's plan as a table: headings, then a row for each step. */
  | { kind: 'plan'; rows: string[][] };

/** Follows the histories of machines as they grow, and tells when their states begin and end. */
export class StateProgress {
  /** Machines whose present state has failed: when a Catch takes it on, its exit looks like any other. */
  private readonly failed = new Set<string>();

  /** The progress that an event stands for, if any. */
  after(machine: string, event: HistoryEvent): Progress | undefined {
    if (event.journal?.run !== undefined) return undefined;
    const status = isEntry(event) ? 'entered' : isExit(event) ? this.ended(machine) : undefined;
    if (failedAsOf(event, this.failed.has(machine))) this.failed.add(machine);
    else this.failed.delete(machine);
    const details = event.stateEnteredEventDetails ?? event.stateExitedEventDetails;
    return status && details
      ? { kind: 'state', machine, state: String(details.name), status, at: event.timestamp }
      : undefined;
  }

  private ended(machine: string): 'done' | 'failed' {
    return this.failed.has(machine) ? 'failed' : 'done';
  }
}
