import type { RolloutInput, RolloutOutput } from '../core/rollout/step-io.ts';
import type { Ports } from '../ports.ts';
import { readRollout } from './records/rollout-record.ts';
import { converge } from './support/converge.ts';
import { mendTraffic } from './support/mend-traffic.ts';
import { concludedRollout } from './support/rollout-end.ts';
import { readRequest } from './support/run-records.ts';

/**
 * Takes the rollout back, from whatever point it reached, or says how it ended where an operator was faster. Without a record of it
 * nothing was changed, so nothing is undone; it may be that somebody else's change is why.
 */
export async function rolloutRollBack(input: RolloutInput, ports: Ports): Promise<RolloutOutput> {
  const { pipeline } = await readRequest(ports.store, input.runId);
  const record = await readRollout(ports.store, pipeline);
  if (record?.runId === input.runId) return converge(pipeline, record, ports);
  const mended = await mendTraffic(pipeline, ports);
  if (mended.state === 'foreign') return { outcome: 'unknown', sentence: mended.sentence, waitSeconds: 0 };
  return concludedRollout(pipeline, input.runId, ports);
}
