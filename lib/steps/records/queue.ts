import { z } from 'zod';
import type { RunRequest } from '../../core/run.ts';
import { requestSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

/** `queues/<pipeline>.json`: requests that found the lease held, first come first served. */
export const queueSchema = z.strictObject({ waiting: z.array(requestSchema) });

/** Lets the request wait at the end. One whose cause waits already keeps the older place. */
export async function enqueue(store: ObjectStore, pipeline: string, request: RunRequest): Promise<void> {
  await update(store, layout.queue(pipeline), queueSchema, (queue) => {
    const waiting = queue?.waiting ?? [];
    return waiting.some(({ cause }) => cause === request.cause) ? undefined : { waiting: [...waiting, request] };
  });
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
