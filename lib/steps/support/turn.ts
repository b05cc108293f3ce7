import type { RunRequest } from '../../core/run.ts';
import type { StepContext } from '../../core/step-io.ts';
import type { Ports } from '../../ports.ts';
import { acquireLease } from '../records/lease.ts';
import { enqueue, leaveQueue } from '../records/queue.ts';

export type Turn = { held: true; token: number } | { held: false; runId: string };

/**
 * Takes the pipeline's lease, or queues the request for whoever holds it to wake.
 * It tries again after queueing: the holder may have let go between the two, and then nobody would wake us.
 */
export async function takeTurn(request: RunRequest, { executionArn }: StepContext, ports: Ports): Promise<Turn> {
  const holder = { executionArn, runId: request.runId };
  const first = await acquireLease(ports, request.pipeline, holder);
  if (first.held) {
    // An earlier try of this very call may have queued the request before it died, and so may an earlier attempt.
    await leaveQueue(ports.store, request.pipeline, request);
    return first;
  }
  await enqueue(ports.store, request.pipeline, request);
  const second = await acquireLease(ports, request.pipeline, holder);
  if (second.held) await leaveQueue(ports.store, request.pipeline, request);
  return second;
}
