import * as z from 'zod';

/**
 * GitHub sends at most 25 MB, a function URL takes 6 MB, and a payload of a push with hundreds of commits has some 300 KB. What is
 * larger is refused before a byte of it is hashed; the reconciler finds the commit by itself.
 */
const mostBodyBytes = 1024 * 1024;

/** A webhook that looks like one: not yet verified. */
export interface Delivery {
  event: string;
  /** As it was sent: whatever it is. */
  signature: string;
  body: Uint8Array;
}

export type Refusal = { status: 400 | 401 | 405 | 413 | 415; error: string };

/** What a Lambda function URL hands in (payload format 2.0); the parts that we read. */
const urlEvent = z.object({
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

const jsonType = /^application\/json(?: *; *charset=utf-8)?$/i;

/** Reads size and headers of a request, in this order, and nothing of what it says. */
export function readDelivery(event: unknown): Delivery | Refusal {
  const request = urlEvent.safeParse(event);
  if (!request.success) return { status: 400, error: 'request' };
  const { headers: given, body = '', isBase64Encoded = false, requestContext } = request.data;
  if (sizeOf(body, isBase64Encoded) > mostBodyBytes) return { status: 413, error: 'too-large' };
  if (requestContext.http.method !== 'POST') return { status: 405, error: 'method' };
  const headers = single(given);
  if (!headers) return { status: 400, error: 'headers' };
  if (!jsonType.test(headers.get('content-type') ?? '')) return { status: 415, error: 'content-type' };
  const name = headers.get('x-github-event') ?? '';
  if (!/^[a-z0-9_]{1,64}$/.test(name)) return { status: 400, error: 'event' };
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return { event: name, signature: headers.get('x-hub-signature-256') ?? '', body: bytes };
}

function sizeOf(body: string, isBase64: boolean): number {
  return isBase64 ? Math.floor((body.length * 3) / 4) : Buffer.byteLength(body);
}

/** Headers by their names in small letters; undefined where two are one, since then it is anyone's guess which counts. */
function single(headers: Record<string, string>): Map<string, string> | undefined {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  const found = new Map(entries);
  return found.size === entries.length ? found : undefined;
}
