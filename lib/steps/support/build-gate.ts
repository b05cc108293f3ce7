import type { Explanation } from '../../core/failure.ts';
import type { GateName, GateRecord } from '../../core/gate.ts';
import { gateSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { gateOfFailure } from './failed-gate.ts';

/** A sentence of a report. */
const longestSentence = 1_000;

/**
 * The record of the checks as their build left it. The workload's own code ran beside who wrote it, so one that cannot be read is
 * told and breaks nothing; nobody lets a run go on because of it.
 */
export async function readChecksGate(store: ObjectStore, runId: string): Promise<GateRecord | undefined> {
  const found = await store.get(layout.gate(runId, 'checks'));
  if (!found) return undefined;
  const read = gateSchema.safeParse(parsed(found.bytes));
  if (read.success && read.data.gate === 'checks') return read.data;
  const sentence = 'what the checks left of their results cannot be read';
  return { gate: 'checks', verdict: 'inconclusive', sentence, checks: [], decidedAt: new Date(0).toISOString() };
}

/** Why a job said no: in its own words where it left some, else in those of whoever ran it. */
export async function gateOfJob(
  gate: GateName,
  explained: Explanation,
  now: Date,
  { store, runId }: { store: ObjectStore; runId: string },
): Promise<GateRecord> {
  const kept = gate === 'checks' ? await readChecksGate(store, runId) : undefined;
  if (kept?.verdict === 'fail') return kept;
  const said = await store.get(layout.log(runId, `${gate}-failure`));
  const sentence =
    said &&
    new TextDecoder()
      .decode(said.bytes)
      .trim()
      .replaceAll(/\s*\n\s*/g, ' | ')
      .slice(0, longestSentence);
  return gateOfFailure(gate, sentence ? { ...explained, sentence } : explained, now);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
