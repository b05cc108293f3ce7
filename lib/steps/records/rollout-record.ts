import { z } from 'zod';
import { ConflictError } from '../../core/errors.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

const percent = z.number().min(0).max(100);
const routeSchema = z.strictObject({
  stable: z.string().nullable(),
  candidate: z.string().nullable(),
  candidatePercent: percent,
});
const planSchema = z.strictObject({
  strategy: z.string(),
  stepPercents: z.array(percent),
  windowSeconds: z.number().positive(),
  bakeSeconds: z.number().nonnegative(),
});

const unfinished = ['open', 'promoting'] as const;
const finished = ['promoted', 'rolled_back', 'inconclusive'] as const;
export type FinishedState = (typeof finished)[number];

/** In the plan of a record whose traffic an operator moves back at once; no strategy of a policy is called so. */
export const rollbackStrategy = 'rollback';

/** `rollouts/<target>.json`: written before traffic moves; all that is needed to take it back. */
export const rolloutRecordSchema = z.strictObject({
  runId: z.string(),
  /** The execution of Delivery; Recover acts when it is not RUNNING. */
  executionArn: z.string(),
  /** Fencing token of the lease. */
  token: z.int().nonnegative(),
  version: z.string(),
  champion: z.string().nullable(),
  /** The route to go back to, as it was observed. */
  from: routeSchema,
  candidateServable: z.string(),
  /** Null: nothing served before. */
  stableServable: z.string().nullable(),
  plan: planSchema,
  startedAt: z.iso.datetime(),
  state: z.enum([...unfinished, ...finished]),
  /** Step whose share of traffic is live; -1 before the first. */
  step: z.int().min(-1),
  /** When traffic was shifted to it: the judge counts from there. */
  shiftedAt: z.iso.datetime().nullable(),
});
export type RolloutRecord = z.infer<typeof rolloutRecordSchema>;

/** What a rollout knows when it begins. */
export type RolloutStart = Omit<RolloutRecord, 'startedAt' | 'state' | 'step' | 'shiftedAt'>;

/** Whether traffic may still be where this rollout put it. */
export function isOpen({ state }: RolloutRecord): boolean {
  return unfinished.some((open) => open === state);
}

export async function readRollout(store: ObjectStore, target: string): Promise<RolloutRecord | undefined> {
  return (await readJson(store, layout.rollout(target), rolloutRecordSchema))?.value;
}

/**
 * Writes the record of a new rollout over a finished one. Asking again for the same run gives what is stored, open or not.
 * ConflictError `rollout-running` while another run's is open, `rollout-unfinished` when that run's execution has ended and
 * left it open (Recover must close it first, or the way back would be lost), `stale-token` for a token below the last one.
 */
export async function openRollout(
  { store, executions, clock }: Pick<Ports, 'store' | 'executions' | 'clock'>,
  target: string,
  start: RolloutStart,
): Promise<RolloutRecord> {
  let opened: RolloutRecord | undefined;
  await update(store, layout.rollout(target), rolloutRecordSchema, async (current) => {
    opened = current;
    if (current?.runId === start.runId) return undefined;
    if (current && isOpen(current)) throw await stillOpen(executions, target, current);
    if (current && current.token > start.token) throw staleToken(target, start, current);
    const startedAt = clock.now().toISOString();
    opened = { ...start, startedAt, state: 'open', step: -1, shiftedAt: null };
    return opened;
  });
  if (opened === undefined) throw new ConflictError('rollout-lost', `The rollout record of ${target} was not written.`);
  return opened;
}

/**
 * Changes this run's open record; `change` must be idempotent and leaves the record by answering undefined.
 * ConflictError `rollout-lost` when the record is another run's, `rollout-closed` when it is closed.
 */
export async function updateRollout(
  store: ObjectStore,
  target: string,
  runId: string,
  change: (record: RolloutRecord) => RolloutRecord | undefined,
): Promise<RolloutRecord> {
  return changeOwn(store, target, runId, (record) => {
    if (isOpen(record)) return change(record);
    throw closed(target, record);
  });
}

/** Ends this run's rollout. Doing it again is harmless; ConflictError `rollout-closed` when it ended otherwise. */
export async function closeRollout(
  store: ObjectStore,
  target: string,
  runId: string,
  state: FinishedState,
): Promise<RolloutRecord> {
  return changeOwn(store, target, runId, (record) => {
    if (isOpen(record)) return { ...record, state };
    if (record.state === state) return undefined;
    throw closed(target, record);
  });
}

async function changeOwn(
  store: ObjectStore,
  target: string,
  runId: string,
  change: (record: RolloutRecord) => RolloutRecord | undefined,
): Promise<RolloutRecord> {
  const lost = (owner: string) =>
    new ConflictError('rollout-lost', `The rollout record of ${target} is not run ${runId}'s: ${owner}.`);
  const changed = await update(store, layout.rollout(target), rolloutRecordSchema, (record) => {
    if (record === undefined) throw lost('there is none');
    if (record.runId !== runId) throw lost(`run ${record.runId} wrote it since`);
    return change(record);
  });
  if (changed === undefined) throw lost('there is none');
  return changed;
}

async function stillOpen(executions: Ports['executions'], target: string, open: RolloutRecord): Promise<ConflictError> {
  const status = await executions.describe(open.executionArn);
  const running = status === 'RUNNING' || status === 'UNKNOWN';
  const sentence = `The rollout of ${open.version} to ${target} by run ${open.runId} is still ${open.state}; its execution is ${status}.`;
  return running
    ? new ConflictError('rollout-running', sentence)
    : new ConflictError('rollout-unfinished', `${sentence} It has to be recovered before another one begins.`);
}

function staleToken(target: string, start: RolloutStart, last: RolloutRecord): ConflictError {
  return new ConflictError(
    'stale-token',
    `Run ${start.runId} may not roll out to ${target} any more: its token is ${start.token}, the last rollout's was ${last.token}.`,
  );
}

function closed(target: string, record: RolloutRecord): ConflictError {
  return new ConflictError(
    'rollout-closed',
    `The rollout of ${record.version} to ${target} by run ${record.runId} was ${record.state}.`,
  );
}
