import type { MeasureName } from '../core/monitoring/measures.ts';
import { provingSeconds, rolloutSeconds } from '../core/monitoring/time-allowed.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { standingNote } from './records/foreign-note.ts';
import { isGone } from './records/gone.ts';
import { readJson } from './records/json-object.ts';
import { leaseSchema } from './records/lease.ts';
import { readRollout } from './records/rollout-record.ts';
import { isOpen, type RolloutRecord } from './records/rollout-schema.ts';
import { moveLimitSeconds } from './support/move-traffic.ts';
import { findAdmission } from './support/run-records.ts';

/** What is wrong with a pipeline, as numbers; 0 where nothing is. */
export type Troubles = Record<
  Extract<MeasureName, 'LeasesWithoutRun' | 'OverdueMinutes' | 'RolloutsUnverified' | 'ForeignRoutes'>,
  number
>;

/** Looks for what stays wrong though nothing fails: what nobody goes on with, and what takes longer than it may. Changes nothing. */
export async function lookAround(pipeline: string, ports: Ports): Promise<Troubles> {
  const { store, executions, clock } = ports;
  const lease = (await readJson(store, layout.lease(pipeline), leaseSchema))?.value;
  const record = await readRollout(store, pipeline);
  const holder = lease?.holder ?? null;
  const held = lease && holder !== null ? { ...lease, holder } : null;
  const gone = held !== null && isGone(await executions.describe(held.holder), held.acquiredAt, clock);
  return {
    LeasesWithoutRun: gone ? 1 : 0,
    OverdueMinutes: held && !gone ? await overdueMinutes(held, record, ports) : 0,
    RolloutsUnverified: record && isOpen(record) && record.converging ? 1 : 0,
    ForeignRoutes: (await standingNote(store, pipeline)) ? 1 : 0,
  };
}

/** An operator who holds the lease has no admission: their function ends by itself within minutes. */
async function overdueMinutes(
  held: { runId: string; acquiredAt: string },
  record: RolloutRecord | undefined,
  { store, clock }: Ports,
): Promise<number> {
  const overdue = (since: string, seconds: number) =>
    Math.max(0, Math.floor((clock.now().getTime() - Date.parse(since)) / 60_000 - seconds / 60));
  if (record?.runId === held.runId && isOpen(record))
    return overdue(record.startedAt, rolloutSeconds(record.plan, moveLimitSeconds(record)));
  const admission = await findAdmission(store, held.runId);
  return admission ? overdue(held.acquiredAt, provingSeconds(admission.policy)) : 0;
}
