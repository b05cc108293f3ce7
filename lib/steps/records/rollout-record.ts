import { ConflictError } from '../../core/errors.ts';
import { mayWrite } from '../../core/rollout/intent.ts';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { readJson, update } from './json-object.ts';
import { type FinishedState, isOpen, type RolloutRecord, rolloutRecordSchema } from './rollout-schema.ts';

/** What a rollout knows when it begins. */
export type RolloutStart = Pick<
  RolloutRecord,
  | 'runId'
  | 'executionArn'
  | 'token'
  | 'version'
  | 'champion'
  | 'from'
  | 'candidateServable'
  | 'stableServable'
  | 'plan'
  | 'at'
> & { goesOn?: boolean };

/** What a record knows before anything has happened. */
const fresh = {
  state: 'open',
  step: -1,
  shiftedAt: null,
  paused: null,
  heldSeconds: 0,
  landedAt: null,
  goesOn: false,
  ended: null,
  converging: false,
  left: false,
  endedAt: null,
  removing: null,
} as const;

export async function readRollout(store: ObjectStore, target: string): Promise<RolloutRecord | undefined> {
  return (await readJson(store, layout.rollout(target), rolloutRecordSchema))?.value;
}

/** The route that we last saw traffic on. */
export function leftAt({ at, from }: RolloutRecord): Route {
  return at ?? from;
}

/**
 * Writes the record of a new rollout over a finished one. Asking again for the same run gives what is stored, open or not.
 * ConflictError `rollout-running` while another run's is open, `rollout-unfinished` when that run's execution has ended and
 * left it open (Recover must close it first, or the way back would be lost), `stale-token` for a token below the last one,
 * `removing` while the version that it gives traffic to may be one of those that are being removed: prepare it again.
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
    if (current) refuseRemoved(current, start, clock);
    const startedAt = clock.now().toISOString();
    // A call of an earlier rollout that has not come back may still write, and must be known as ours when it does.
    const late = (current?.intents ?? []).filter((intent) => intent.calls > 0 && mayWrite(intent, clock.now()));
    opened = { ...fresh, ...start, at: start.at ?? start.from, intents: late, startedAt };
    return opened;
  });
  if (opened === undefined) throw new ConflictError('rollout-lost', `The rollout record of ${target} was not written.`);
  return opened;
}

/** Longer than Verify's function lives: what it was about to remove is removed by then, or stays. */
const removalSeconds = 300;

function standingRemoval({ removing }: RolloutRecord, clock: Ports['clock']): RolloutRecord['removing'] | undefined {
  const isOver = !removing || clock.now().getTime() - Date.parse(removing.since) > removalSeconds * 1000;
  return isOver ? undefined : removing;
}

function refuseRemoved(record: RolloutRecord, { candidateServable }: RolloutStart, clock: Ports['clock']): void {
  const removing = standingRemoval(record, clock);
  if (!removing || removing.keep.includes(candidateServable)) return;
  const sentence = `version ${candidateServable} may be among those that are being removed since ${removing.since}`;
  throw new ConflictError('removing', sentence);
}

/** An announcement of ours. `alone`: no other one stood, whose process may still go on. */
export interface Removal {
  runId: string;
  since: string;
  alone: boolean;
}

/**
 * Announces that versions other than `keep` are about to be removed; undefined where a rollout is open or another one was since, so
 * that nothing may be removed.
 */
export async function announceRemoval(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  target: string,
  { runId, keep }: { runId: string; keep: string[] },
): Promise<Removal | undefined> {
  const since = clock.now().toISOString();
  let alone = true;
  const noted = await update(store, layout.rollout(target), rolloutRecordSchema, (record) => {
    if (record?.runId !== runId || isOpen(record)) return undefined;
    const other = standingRemoval(record, clock);
    alone = other === undefined;
    return { ...record, removing: { since, keep: other ? keep.filter((id) => other.keep.includes(id)) : keep } };
  });
  return noted?.runId === runId && !isOpen(noted) ? { runId, since, alone } : undefined;
}

/** Nothing more is removed. Beside one that was given up, and may go on, the announcement stands until its process cannot live any more. */
export async function endRemoval(store: ObjectStore, target: string, { runId, since, alone }: Removal): Promise<void> {
  if (!alone) return;
  await update(store, layout.rollout(target), rolloutRecordSchema, (record) =>
    record?.runId === runId && record.removing?.since === since ? { ...record, removing: null } : undefined,
  );
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
    throw rolloutClosed(target, record);
  });
}

/**
 * Ends this run's rollout. Doing it again is harmless; ConflictError `rollout-closed` when it ended otherwise, `moved-since` when
 * traffic was left anywhere but `at`.
 */
export async function closeRollout(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  target: string,
  runId: string,
  state: FinishedState,
  at?: Route,
): Promise<RolloutRecord> {
  const endedAt = clock.now().toISOString();
  return changeOwn(store, target, runId, (record) => {
    if (isOpen(record) && at && !sameTraffic(leftAt(record), at))
      throw new ConflictError('moved-since', `Traffic of ${target} was moved since it was where it should be.`);
    if (isOpen(record)) return { ...record, state, endedAt, paused: null };
    if (record.state === state) return undefined;
    throw rolloutClosed(target, record);
  });
}

/** Changes this run's record, open or not; ConflictError `rollout-lost` when it is another run's. */
export async function changeOwn(
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

export function rolloutClosed(target: string, record: RolloutRecord): ConflictError {
  return new ConflictError(
    'rollout-closed',
    `The rollout of ${record.version} to ${target} by run ${record.runId} was ${record.state}.`,
  );
}
