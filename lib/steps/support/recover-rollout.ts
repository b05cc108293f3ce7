import type { ExecutionStatus, Ports } from '../../ports.ts';
import { isOpen, type RolloutRecord, readRollout } from '../records/rollout-record.ts';
import { converge } from './converge.ts';

/** Of these an execution will not come back; UNKNOWN may be one that was started a moment ago. */
export const endedStatuses = new Set<ExecutionStatus>(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);

/** `certain`: an execution that says itself, or of which an event says, that it will not go on with its rollout. */
export async function recoverRollout(pipeline: string, ports: Ports, certain?: string): Promise<string[]> {
  const record = await readRollout(ports.store, pipeline);
  if (!record) return [];
  if (!isOpen(record) && !(await isStray(record, ports))) return [];
  const status = await ports.executions.describe(record.executionArn);
  if (record.executionArn !== certain && !endedStatuses.has(status)) return [];
  const { sentence } = await converge(pipeline, record, ports);
  return [`the rollout of ${record.version} by run ${record.runId} was interrupted: ${sentence}`];
}

/** A rollout that was taken back, yet has traffic: a shift outlived its execution and wrote after recovery. */
async function isStray(record: RolloutRecord, { target }: Ports): Promise<boolean> {
  if (record.state === 'promoted') return false;
  return (await target.observe()).candidate === record.candidateServable;
}
