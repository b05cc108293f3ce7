import type { Ports } from '../../ports.ts';
import { isOpen, readRollout } from '../records/rollout-record.ts';
import { converge } from './converge.ts';

/** Of these an execution will not come back; UNKNOWN may be one that was started a moment ago. */
export const endedStatuses = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);

/** `certain`: an execution that says itself, or of which an event says, that it will not go on with its rollout. */
export async function recoverRollout(pipeline: string, ports: Ports, certain?: string): Promise<string[]> {
  const record = await readRollout(ports.store, pipeline);
  if (!record || !isOpen(record)) return [];
  const status = await ports.executions.describe(record.executionArn);
  if (record.executionArn !== certain && !endedStatuses.has(status)) return [];
  const { sentence } = await converge(pipeline, record, ports);
  return [`the rollout of ${record.version} by run ${record.runId} was interrupted: ${sentence}`];
}
