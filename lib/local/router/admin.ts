import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { ConflictError, InputError, messageOf, SignalboxError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { lastLines } from '../workload/last-lines.ts';
import type { Fleet } from './fleet.ts';
import { readBody, sendJson } from './http.ts';
import {
  bodyLimitBytes,
  type PredictAnswer,
  type Refusal,
  routeChangeSchema,
  servableId,
  versionSpecSchema,
} from './protocol.ts';
import type { RequestMetrics } from './request-metrics.ts';
import { changeRoute } from './route-change.ts';
import type { RouterState } from './state.ts';

export interface Controls {
  token: string;
  state: RouterState;
  fleet: Fleet;
  metrics: RequestMetrics;
  restoring(): boolean;
  log(line: string): void;
  shutdown(): void;
}

interface Call {
  controls: Controls;
  /** Version id of the path, where the path has one. */
  id: string;
  query: URLSearchParams;
  body: Buffer;
}

/** Everything the admin API does: method and path, `:id` being a version. */
const calls: Record<string, (call: Call) => Promise<unknown> | unknown> = {
  'GET /health': ({ controls }) => ({ pid: process.pid, restoring: controls.restoring() }),
  'GET /route': ({ controls }) => controls.state.route,
  'PUT /route': putRoute,
  'GET /versions': ({ controls }) => controls.fleet.list().map((server) => server.status),
  'PUT /versions/:id': putVersion,
  'DELETE /versions/:id': ({ controls, id }) => controls.fleet.remove(id, controls.state.route),
  'POST /versions/:id/predict': predict,
  'GET /metrics': readMetrics,
  'POST /shutdown': ({ controls }) => void setImmediate(() => controls.shutdown()),
};

const statusOfCode: Record<string, number> = { 'foreign-writer': 409, 'in-route': 409, 'body-too-large': 413 };

/** The API of the runner and the CLI; every call carries the token of `router.json`. */
export function adminApi(controls: Controls): Server {
  return createServer((incoming, response) => {
    serve(controls, incoming, response).catch((thrown) => refuse(controls, response, thrown));
  });
}

async function serve(controls: Controls, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!authorized(incoming, controls.token)) {
    return sendJson(response, 401, { code: 'unauthorized', sentence: 'The bearer token of router.json is needed.' });
  }
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const [, folder, id = '', ...rest] = url.pathname.split('/');
  const path = [`/${folder}`, ...(id === '' ? [] : [':id']), ...rest].join('/');
  const call = calls[`${incoming.method} ${path}`];
  if (!call) return sendJson(response, 404, { code: 'unknown-call', sentence: Object.keys(calls).join(', ') });
  const body = await readBody(incoming, bodyLimitBytes);
  if (id !== '') checked(servableId, id);
  sendJson(response, 200, (await call({ controls, id, query: url.searchParams, body })) ?? {});
}

/** Digests have one length, as the comparison in constant time needs. */
function authorized(incoming: IncomingMessage, token: string): boolean {
  const digest = (text: string) => Buffer.from(sha256(text));
  return timingSafeEqual(digest(incoming.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

async function putRoute({ controls, body }: Call) {
  const change = checked(routeChangeSchema, parsed(body));
  await controls.fleet.readyFor(change.route);
  const next = changeRoute(controls.state.route, change, (id) => controls.fleet.get(id) !== undefined);
  if (next) {
    controls.state.setRoute(next, change.door);
    controls.log(`route: ${JSON.stringify(next)}`);
  }
  return controls.state.route;
}

async function putVersion({ controls, id, body }: Call) {
  const spec = checked(versionSpecSchema, parsed(body));
  const start = await controls.fleet.put(id, spec);
  if (start.ready) return { id };
  const wrote = start.tail === '' ? 'it wrote nothing' : `its last lines: ${lastLines(start.tail)}`;
  throw new InputError(
    'not-ready',
    `the model server of version ${id} did not become ready: ${start.reason}; ${wrote}`,
  );
}

async function predict({ controls, id, body }: Call): Promise<PredictAnswer> {
  const server = controls.fleet.get(id);
  if (!server) throw new InputError('unknown-version', `Version ${id} is not prepared.`);
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await server.send({ body, headers });
  return { ...answer, body: answer.body.toString('utf8') };
}

function readMetrics({ controls, query }: Call) {
  const instant = z.iso.datetime().transform((text) => Date.parse(text));
  return controls.metrics.read(checked(instant, query.get('from')), checked(instant, query.get('to')));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (thrown) {
    throw new InputError('bad-call', `The body is not JSON: ${messageOf(thrown)}`);
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError('bad-call', z.prettifyError(result.error));
}

function refuse(controls: Controls, response: ServerResponse, thrown: unknown): void {
  if (thrown instanceof InputError || thrown instanceof ConflictError) {
    const refusal: Refusal = { code: thrown.code, sentence: thrown.message };
    sendJson(response, statusOfCode[thrown.code] ?? 422, refusal);
    return;
  }
  controls.log(`error: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
  const code = thrown instanceof SignalboxError ? thrown.code : 'router-error';
  sendJson(response, 500, { code, sentence: messageOf(thrown) });
}
