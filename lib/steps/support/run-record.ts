import { type GateRecord, gateNames } from '../../core/gate.ts';
import type { RunOutcome, RunRecord, TimelineEntry } from '../../core/run.ts';
import { evidenceSchema, gateSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { readChecksGate } from './build-gate.ts';
import { readRequest } from './run-records.ts';

/** The gates of a run that were decided so far, in the order of the machine. */
export async function readGates(store: ObjectStore, runId: string): Promise<GateRecord[]> {
  const found = await Promise.all(
    gateNames.map(async (gate) =>
      gate === 'checks'
        ? await readChecksGate(store, runId)
        : (await readJson(store, layout.gate(runId, gate), gateSchema))?.value,
    ),
  );
  return found.flatMap((gate) => (gate ? [gate] : []));
}

/** Everything a report shows of a run. */
export async function gatherRun(
  store: ObjectStore,
  outcome: RunOutcome,
  timeline: TimelineEntry[],
): Promise<RunRecord> {
  const { runId } = outcome;
  const rollout = (await readJson(store, layout.evidence(runId), evidenceSchema))?.value ?? null;
  return { request: await readRequest(store, runId), outcome, timeline, gates: await readGates(store, runId), rollout };
}
