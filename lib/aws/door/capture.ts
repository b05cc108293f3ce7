import { randomUUID } from 'node:crypto';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { type Invocation, textOf } from './request.ts';

const largestBytes = 64 * 1024;

/**
 * Keeps a request's body for replays, a line in an object of its own: what an instance of the door gathered in its memory
 * would be lost with it. Only JSON, written anew so that it is one line; neither headers nor who sent it.
 */
export async function capture(store: ObjectStore, invocation: Invocation, now: Date): Promise<void> {
  const line = lineOf(textOf(invocation));
  if (line === undefined || Buffer.byteLength(line) > largestBytes) return;
  await store.put(layout.capturedRequest(now.toISOString(), randomUUID()), `${line}\n`, { absent: true });
}

function lineOf(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}
