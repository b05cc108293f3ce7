import type { Ports } from '../../ports.ts';
import { isGone } from '../records/gone.ts';
import { isOpen, type RolloutRecord, readRollout } from '../records/rollout-record.ts';
import { converge } from './converge.ts';

/** `certain`: an execution that says itself, or of which an event says, that it will not go on with its rollout. */
export async function recoverRollout(pipeline: string, ports: Ports, certain?: string): Promise<string[]> {
  const record = await readRollout(ports.store, pipeline);
  if (!record) return [];
  if (!isOpen(record) && !(await isStray(record, ports))) return [];
  const status = await ports.executions.describe(record.executionArn);
  if (record.executionArn !== certain && !isGone(status, record.startedAt, ports.clock)) return [];
  const { sentence } = await converge(pipeline, record, ports);
  return [`the rollout of ${record.version} by run ${record.runId} was interrupted: ${sentence}`];
}

/** A rollout that was taken back, yet has traffic: a shift outlived its execution and wrote after recovery. */
async function isStray(record: RolloutRecord, { target }: Ports): Promise<boolean> {
  if (record.state === 'promoted') return false;
  return (await target.observe()).candidate === record.candidateServable;
}
