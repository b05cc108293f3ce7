import type { Ports } from '../../ports.ts';
import { isGone } from '../records/gone.ts';
import { readRollout } from '../records/rollout-record.ts';
import { isOpen } from '../records/rollout-schema.ts';
import { converge } from './converge.ts';
import { mendTraffic } from './mend-traffic.ts';

/**
 * Converges a rollout that nobody goes on with, and where none is open mends what traffic and channel do not agree on. One sentence
 * for what was mended, or is being mended.
 * @param certain an execution that says itself, or of which an event says, that it will not go on with its rollout
 */
export async function recoverRollout(pipeline: string, ports: Ports, certain?: string): Promise<string[]> {
  const record = await readRollout(ports.store, pipeline);
  if (!record || !isOpen(record)) {
    const { state, sentence } = await mendTraffic(pipeline, ports);
    return state === 'late' ? [sentence] : [];
  }
  if (record.executionArn !== certain && !record.left) {
    const status = await ports.executions.describe(record.executionArn);
    if (!isGone(status, record.startedAt, ports.clock)) return [];
  }
  const { outcome, sentence } = await converge(pipeline, record, ports);
  const forward = `${record.version} had been decided on, so traffic went forward to it`;
  return [
    `the rollout of ${record.version} by run ${record.runId} was interrupted: ${outcome === 'promoted' ? forward : sentence}`,
  ];
}

/** Whether a rollout is still open, so that nothing may be released: traffic is on its way, or somebody is at it. */
export async function rolloutUnderWay(pipeline: string, { store }: Pick<Ports, 'store'>): Promise<boolean> {
  const record = await readRollout(store, pipeline);
  return record !== undefined && isOpen(record);
}
