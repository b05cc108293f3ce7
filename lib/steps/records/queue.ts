import { z } from 'zod';
import type { RunRequest } from '../../core/run.ts';
import { requestSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

/** `queues/<pipeline>.json`: requests that found the lease held, first come first served. */
const queueSchema = z.strictObject({ waiting: z.array(requestSchema) });

/**
 * Lets the request wait at the end. One whose cause waits already keeps the older place, and the entry becomes the later
 * attempt: it may have been woken just now, found the lease taken again, and be about to lose its old entry.
 */
export async function enqueue(store: ObjectStore, pipeline: string, request: RunRequest): Promise<void> {
  await update(store, layout.queue(pipeline), queueSchema, (queue) => {
    const waiting = queue?.waiting ?? [];
    const same = waiting.find(({ cause }) => cause === request.cause);
    if (same === undefined) return { waiting: [...waiting, request] };
    if (same.attempt >= request.attempt) return undefined;
    return { waiting: waiting.map((other) => (other === same ? request : other)) };
  });
}

/** All that wait, who waits longest first. */
export async function waitingRequests(store: ObjectStore, pipeline: string): Promise<RunRequest[]> {
  return (await readJson(store, layout.queue(pipeline), queueSchema))?.value.waiting ?? [];
}

/** Who waits longest; stays in the queue until it is dequeued, so that a crash after starting it loses nothing. */
export async function peekNext(store: ObjectStore, pipeline: string): Promise<RunRequest | undefined> {
  return (await readJson(store, layout.queue(pipeline), queueSchema))?.value.waiting[0];
}

/** Takes the request of this run out, wherever it stands; nothing happens when it is not there. */
export async function dequeue(store: ObjectStore, pipeline: string, runId: string): Promise<void> {
  await update(store, layout.queue(pipeline), queueSchema, (queue) =>
    queue?.waiting.some((request) => request.runId === runId)
      ? { waiting: queue.waiting.filter((request) => request.runId !== runId) }
      : undefined,
  );
}
