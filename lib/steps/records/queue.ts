import * as z from 'zod';
import type { RunRequest } from '../../core/run.ts';
import { requestSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

/** `queues/<pipeline>.json`: requests that found the lease held; who asked first is served first. */
const queueSchema = z.strictObject({ waiting: z.array(requestSchema) });

/**
 * Lets the request wait behind all that were asked for before it: one that was woken, and found that somebody new had taken the
 * lease, is the next again. One whose cause waits already keeps its place, and the entry becomes the later attempt: it may
 * have been woken just now, found the lease taken again, and be about to lose its old entry.
 */
export async function enqueue(store: ObjectStore, pipeline: string, request: RunRequest): Promise<void> {
  await update(store, layout.queue(pipeline), queueSchema, (queue) => {
    const waiting = queue?.waiting ?? [];
    const same = waiting.find(({ cause }) => cause === request.cause);
    if (same === undefined) {
      const before = waiting.filter(({ requestedAt }) => requestedAt <= request.requestedAt);
      return { waiting: [...before, request, ...waiting.filter((other) => !before.includes(other))] };
    }
    if (same.attempt >= request.attempt) return undefined;
    return { waiting: waiting.map((other) => (other === same ? request : other)) };
  });
}

/** Takes out whatever waits of this request's cause: it has its turn. An earlier attempt would be woken, and wake nobody else. */
export async function leaveQueue(
  store: ObjectStore,
  pipeline: string,
  { cause, attempt }: Pick<RunRequest, 'cause' | 'attempt'>,
): Promise<void> {
  await update(store, layout.queue(pipeline), queueSchema, (queue) => {
    const waiting = queue?.waiting.filter((other) => other.cause !== cause || other.attempt > attempt);
    return waiting && waiting.length < (queue?.waiting.length ?? 0) ? { waiting } : undefined;
  });
}

/** All that wait, who waits longest first. */
export async function waitingRequests(store: ObjectStore, pipeline: string): Promise<RunRequest[]> {
  return (await readJson(store, layout.queue(pipeline), queueSchema))?.value.waiting ?? [];
}

/** Who waits longest; stays in the queue until it is dequeued, so that a crash after starting it loses nothing. */
export async function peekNext(store: ObjectStore, pipeline: string): Promise<RunRequest | undefined> {
  return (await waitingRequests(store, pipeline))[0];
}

/** Takes the request of this run out, wherever it stands; nothing happens when it is not there. */
export async function dequeue(store: ObjectStore, pipeline: string, runId: string): Promise<void> {
  await update(store, layout.queue(pipeline), queueSchema, (queue) =>
    queue?.waiting.some((request) => request.runId === runId)
      ? { waiting: queue.waiting.filter((request) => request.runId !== runId) }
      : undefined,
  );
}
