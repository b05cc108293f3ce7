import { canonicalJson } from '../../core/canonical-json.ts';
import { type RunRequest, runIdOf } from '../../core/run.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { dequeue, peekNext } from '../records/queue.ts';

/**
 * Starts the run that has waited longest, under its next attempt: the name of its first execution is spent.
 * It leaves the queue only after it was started, and starting is idempotent, so a crash in between loses nothing.
 */
export async function wakeNext(pipeline: string, { store, executions }: Ports): Promise<string | undefined> {
  const waiting = await peekNext(store, pipeline);
  if (!waiting) return undefined;
  const attempt = waiting.attempt + 1;
  const request: RunRequest = { ...waiting, attempt, runId: runIdOf(waiting.trigger.kind, waiting.cause, attempt) };
  await store.put(layout.request(request.runId), canonicalJson(request), { absent: true });
  await executions.start(request);
  await dequeue(store, pipeline, waiting.runId);
  return request.runId;
}
