import type { RolloutInput, RolloutOutput } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { readRollout } from './records/rollout-record.ts';
import { converge } from './support/converge.ts';
import { readRequest } from './support/run-records.ts';

/** Takes the rollout back, from whatever point it reached. Without a record of it nothing was changed, so nothing is undone. */
export async function rolloutRollBack(input: RolloutInput, ports: Ports): Promise<RolloutOutput> {
  const { pipeline } = await readRequest(ports.store, input.runId);
  const record = await readRollout(ports.store, pipeline);
  if (record?.runId !== input.runId) return { outcome: 'rolled_back', sentence: 'traffic was never moved' };
  return converge(pipeline, record, ports);
}
