import type { CodeReports } from '../code-host-ports.ts';
import type { CodeChange } from '../core/code-change.ts';
import { InternalError, messageOf } from '../core/errors.ts';
import { type Telling, tellingOf } from '../core/report/telling.ts';
import type { ReportInput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore } from '../ports.ts';
import { readNote } from './records/change-note.ts';
import { noteTelling } from './support/note-telling.ts';
import { newestOf, runFacts } from './support/run-facts.ts';
import { readRequest } from './support/run-records.ts';

/** What the reporter touches: it reads the store and writes nothing there. */
export interface ReportPorts {
  store: ObjectStore;
  pipeline: string;
  reports: CodeReports;
}

/** What was told; empty where nothing was to be told. */
export interface ReportOutput {
  told: string[];
}

/** A run may end while its beginning is told; it does so once. */
const looks = 3;

/**
 * Tells the code host how a change fares, by what the store says now: messages may come twice and in any order. A newer commit or
 * attempt is never talked over. Everything is tried before anything is thrown.
 * @throws what the code host refused, or InternalError `report-incomplete` when it refused more than one thing
 */
export async function report(input: ReportInput, ports: ReportPorts): Promise<ReportOutput> {
  return 'change' in input ? reportChange(input.change, ports) : reportRun(input.runId, ports);
}

async function reportRun(runId: string, { store, reports }: ReportPorts): Promise<ReportOutput> {
  const request = await readRequest(store, runId);
  const { change } = request;
  if (!change || (await newestOf(store, request)) === 'another-run') return { told: [] };
  const told: string[] = [];
  for (let look = 1, before = ''; look <= looks; look += 1) {
    const telling = tellingOf(await runFacts(store, request));
    const now = JSON.stringify(telling);
    // Whoever tells at the same time may have read the store earlier, and be done later.
    if (now === before) break;
    before = now;
    told.push(...(await tell(change, runId, telling, reports)));
  }
  return { told };
}

/** A change that has no run, and will have none by itself: it is refused, or waits for somebody. */
async function reportChange(identity: string, { store, pipeline, reports }: ReportPorts): Promise<ReportOutput> {
  const key = layout.change(pipeline, identity);
  const note = await readNote(store, key);
  // Told of before it was written down; the message comes again.
  if (!note) throw new InternalError('record-missing', `${key} is not in the store`);
  const said = noteTelling(note);
  if (!said) return { told: [] };
  await reports.check(note.change, said.state, { runId: `change-${identity.slice(0, 12)}`, ...said });
  return { told: [`check ${said.state}`] };
}

async function tell(change: CodeChange, runId: string, telling: Telling, reports: CodeReports): Promise<string[]> {
  const { check, comment, deployment, release } = telling;
  const parts: Array<[string, () => Promise<void>]> = [
    [
      `check ${check.state}`,
      () => reports.check(change, check.state, { runId, title: check.title, summary: check.summary }),
    ],
  ];
  if (comment !== null) parts.push(['comment', () => reports.comment(change, comment)]);
  if (deployment)
    parts.push([
      `deployment ${deployment.state}`,
      () => reports.deployment(change, deployment.state, { runId, ...deployment }),
    ]);
  if (release) parts.push([`release ${release.version}`, () => reports.release(change, release)]);
  const faults: unknown[] = [];
  for (const [, part] of parts) await part().catch((thrown: unknown) => faults.push(thrown));
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1)
    throw new InternalError('report-incomplete', faults.map(messageOf).join(' · '), { cause: faults[0] });
  return parts.map(([name]) => name);
}
