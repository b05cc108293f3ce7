import { InternalError } from '../../core/errors.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import type { RolloutInput } from '../../core/step-io.ts';
import type { Ports } from '../../ports.ts';
import { assertLease } from '../records/lease.ts';
import { type RolloutRecord, readRollout } from '../records/rollout-record.ts';
import { readRequest } from './run-records.ts';

/** The rollout that a step acts in, after checking that its run still holds the lease: a stale one may not touch traffic. */
export async function ownRollout(
  input: RolloutInput,
  ports: Ports,
): Promise<{ pipeline: string; record: RolloutRecord }> {
  const { pipeline } = await readRequest(ports.store, input.runId);
  await assertLease(ports, pipeline, input.executionArn, input.token);
  const record = await readRollout(ports.store, pipeline);
  if (record?.runId !== input.runId) {
    throw new InternalError('rollout-missing', `there is no rollout of run ${input.runId} on record for ${pipeline}`);
  }
  return { pipeline, record };
}

/** The rollout's route with this share of the traffic for the candidate: of a step, or of the one before it. */
export function routeAt(record: RolloutRecord, percent: number): Route {
  if (percent === 0) return { stable: record.stableServable, candidate: null, candidatePercent: 0 };
  return { stable: record.stableServable, candidate: record.candidateServable, candidatePercent: percent };
}
