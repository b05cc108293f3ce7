import * as z from 'zod';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';

/** A front door writes a file for each request; the newest are enough to judge by. */
const mostFiles = 5_000;
const atOnce = 20;

/** A line of SageMaker's data capture; the parts that we read. */
const capturedLine = z.object({
  captureData: z.object({ endpointInput: z.object({ data: z.string(), encoding: z.string().default('JSON') }) }),
});
const invocation = z.object({ instances: z.array(z.unknown()).min(1) });

/**
 * Instances of so many requests that were captured before a moment, the newest files first; the same ones at every call. Lines of
 * `captured/*.jsonl` are bodies of `/invocations`, or what SageMaker's data capture writes; others are passed over.
 */
export async function capturedBefore(store: ObjectStore, moment: string, wanted: number): Promise<unknown[][]> {
  const keys: string[] = [];
  for await (const { key, modifiedAt } of store.list(layout.captured))
    if (key.endsWith('.jsonl') && modifiedAt <= moment) keys.push(key);
  const newest = keys.slice(-mostFiles).reverse();
  const requests: unknown[][] = [];
  for (let from = 0; from < newest.length && requests.length < wanted; from += atOnce) {
    const files = await Promise.all(newest.slice(from, from + atOnce).map((key) => store.get(key)));
    const texts = files.map((file) => new TextDecoder().decode(file?.bytes));
    requests.push(...texts.flatMap((text) => text.split('\n').flatMap(instancesIn)));
  }
  return requests.slice(0, wanted);
}

function instancesIn(line: string): unknown[][] {
  const parsed = parse(line);
  const captured = capturedLine.safeParse(parsed);
  const body = captured.success ? parse(decoded(captured.data.captureData.endpointInput)) : parsed;
  const read = invocation.safeParse(body);
  return read.success ? [read.data.instances] : [];
}

function decoded({ data, encoding }: { data: string; encoding: string }): string {
  return encoding === 'BASE64' ? Buffer.from(data, 'base64').toString('utf8') : data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
