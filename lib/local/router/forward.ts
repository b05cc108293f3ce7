import { type Agent, type IncomingMessage, request } from 'node:http';
import { InputError, messageOf } from '../../core/errors.ts';
import { readBody } from './http.ts';
import { bodyLimitBytes } from './protocol.ts';

/** What a model server answered; 502 and 504 are ours, for an answer that was refused, broken, too large or too late. */
export interface Answer {
  status: number;
  contentType: string | null;
  body: Buffer;
  latencyMs: number;
}

export interface Forwarded {
  body: Buffer;
  /** Content-Type, Accept and the like. */
  headers: Record<string, string>;
}

/** Sends one request to /invocations of a model server. Never throws. */
export async function forward(
  to: { port: number | null; agent: Agent; timeLimitSeconds: number },
  what: Forwarded,
): Promise<Answer> {
  const startedMs = performance.now();
  const signal = AbortSignal.timeout(Math.ceil(to.timeLimitSeconds * 1000));
  try {
    if (to.port === null) throw new Error('its process is down');
    const answer = await exchange({ port: to.port, agent: to.agent }, what, signal);
    return { ...answer, latencyMs: performance.now() - startedMs };
  } catch (thrown) {
    const refusal = signal.aborted
      ? { status: 504, code: 'answer-timed-out', sentence: `No answer within ${to.timeLimitSeconds} s.` }
      : { status: 502, code: 'answer-broken', sentence: `The model server gave no answer: ${messageOf(thrown)}` };
    const { status, ...error } = refusal;
    const body = Buffer.from(JSON.stringify({ error }));
    return { status, contentType: 'application/json', body, latencyMs: performance.now() - startedMs };
  }
}

async function exchange(
  to: { port: number; agent: Agent },
  what: Forwarded,
  signal: AbortSignal,
): Promise<Omit<Answer, 'latencyMs'>> {
  try {
    return await send(to, what, signal);
  } catch (thrown) {
    // A kept connection that the server closes just as we write is no fault of its: once more, on a new one.
    if (thrown instanceof StaleConnection && !signal.aborted) return await send(to, what, signal);
    throw thrown;
  }
}

class StaleConnection extends Error {}

function send(
  to: { port: number; agent: Agent },
  what: Forwarded,
  signal: AbortSignal,
): Promise<Omit<Answer, 'latencyMs'>> {
  return new Promise((resolve, reject) => {
    const headers = { ...what.headers, 'content-length': what.body.length };
    const { port, agent } = to;
    const outgoing = request({
      host: '127.0.0.1',
      port,
      path: '/invocations',
      method: 'POST',
      agent,
      headers,
      signal,
    });
    outgoing.once('response', (incoming) => readAnswer(incoming).then(resolve, reject));
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(stale ? new StaleConnection(error.message) : error);
    });
    outgoing.end(what.body);
  });
}

async function readAnswer(incoming: IncomingMessage): Promise<Omit<Answer, 'latencyMs'>> {
  try {
    const body = await readBody(incoming, bodyLimitBytes);
    return { status: incoming.statusCode ?? 502, contentType: incoming.headers['content-type'] ?? null, body };
  } catch (thrown) {
    incoming.destroy();
    throw thrown instanceof InputError ? new Error('its answer is larger than 6 MB') : thrown;
  }
}
