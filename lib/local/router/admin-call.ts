import { request } from 'node:http';
import { ConflictError, InputError, InternalError, messageOf } from '../../core/errors.ts';
import { readBody } from './http.ts';
import type { Endpoint, Refusal } from './protocol.ts';

const answerLimitBytes = 64 * 1024 * 1024;

/**
 * One call of the admin API.
 * @throws ConflictError and InputError as the router meant them; InternalError `router-gone` when it does not answer.
 */
export async function callRouter<T>(
  endpoint: Endpoint,
  method: string,
  path: string,
  body?: string,
  timeLimitMs?: number,
): Promise<T> {
  const { status, text } = await exchange(endpoint, method, path, body, timeLimitMs).catch((thrown) => {
    const sentence = `The local router (process ${endpoint.pid}) did not answer ${method} ${path}: ${messageOf(thrown)}`;
    throw new InternalError('router-gone', sentence, { cause: thrown });
  });
  if (status === 200) return JSON.parse(text) as T;
  const { code, sentence } = JSON.parse(text) as Refusal;
  if (status === 409) throw new ConflictError(code, sentence);
  if (status === 422 || status === 413) throw new InputError(code, sentence);
  throw new InternalError(code, sentence);
}

/** A connection of its own for each call, without a limit unless given: preparing a version may take many minutes. */
function exchange(
  endpoint: Endpoint,
  method: string,
  path: string,
  body = '',
  timeLimitMs?: number,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${endpoint.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const signal = timeLimitMs === undefined ? undefined : AbortSignal.timeout(timeLimitMs);
    const where = { host: '127.0.0.1', port: endpoint.adminPort, agent: false as const };
    const outgoing = request({ ...where, method, path, headers, ...(signal ? { signal } : {}) }, (incoming) => {
      const status = incoming.statusCode ?? 0;
      readBody(incoming, answerLimitBytes).then((bytes) => resolve({ status, text: bytes.toString('utf8') }), reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
