import { ConflictError, InternalError } from '../../core/errors.ts';
import type { RolloutInput } from '../../core/rollout/step-io.ts';
import { noRoute, type Route } from '../../core/rollout/traffic.ts';
import { evidenceSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { holdsLease } from '../records/lease.ts';
import { readRollout, rolloutClosed } from '../records/rollout-record.ts';
import { isOpen, type RolloutRecord } from '../records/rollout-schema.ts';
import { readRequest } from './run-records.ts';

/** The rollout that a step acts in; `over`: an operator ended it, or took it over, and it is RollBack's to say what became of it. */
export type OwnRollout = { pipeline: string; over: false; record: RolloutRecord } | { pipeline: string; over: true };

/**
 * Before anything is changed: the run still holds the lease with its token, and its rollout is open. A stale run may not touch traffic.
 * ConflictError `lease-lost`, `rollout-closed`, `rollout-lost` where nobody ended it by hand.
 */
export async function ownRollout(input: RolloutInput, ports: Ports): Promise<OwnRollout> {
  const { pipeline } = await readRequest(ports.store, input.runId);
  const seized = (await holdsLease(ports, pipeline, input)).by !== null;
  const record = await readRollout(ports.store, pipeline);
  if (record?.runId !== input.runId) {
    if (seized || (await wasEnded(input.runId, ports))) return { pipeline, over: true };
    if (record?.token === undefined || record.token <= input.token)
      throw new InternalError('rollout-missing', `there is no rollout of run ${input.runId} on record for ${pipeline}`);
    throw new ConflictError('rollout-lost', `run ${record.runId} has begun a rollout of ${record.version} since`);
  }
  if (seized || (record.converging && (isOpen(record) || record.ended || record.state !== 'rolled_back')))
    return { pipeline, over: true };
  if (!isOpen(record)) throw rolloutClosed(pipeline, record);
  return { pipeline, over: false, record };
}

/** After a write of the run's was refused: whether an operator was faster; else the refusal is thrown on. */
export async function overOr(refusal: unknown, input: RolloutInput, ports: Ports): Promise<'over'> {
  if (refusal instanceof ConflictError && (await ownRollout(input, ports)).over) return 'over';
  throw refusal;
}

async function wasEnded(runId: string, { store }: Ports): Promise<boolean> {
  return (await readJson(store, layout.evidence(runId), evidenceSchema))?.value.ended !== undefined;
}

/** The route of a step, 0-based; that of step -1 is the one before the first. */
export function routeOfStep({ plan, stableServable, candidateServable }: RolloutRecord, step: number): Route {
  const at = plan.steps[step];
  const before = { ...noRoute, stable: stableServable };
  // What is replayed moves no traffic.
  if (!at || at.manner === 'replayed') return before;
  const { percent, manner } = at;
  const route = { stable: stableServable, candidate: candidateServable, candidatePercent: percent };
  return manner === 'split' ? route : { ...route, manner };
}

/** The move of the channel that a rollout is for. */
export function promotionOf({ version, champion, runId, token }: RolloutRecord) {
  return { version, from: champion, runId, token };
}
