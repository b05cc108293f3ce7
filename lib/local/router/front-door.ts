import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { InputError } from '../../core/errors.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import type { Fleet } from './fleet.ts';
import type { Forwarded } from './forward.ts';
import { readBody, sendJson } from './http.ts';
import { bodyLimitBytes, servableHeader } from './protocol.ts';
import type { RequestMetrics } from './request-metrics.ts';
import { chooseVersion } from './split.ts';

export interface Traffic {
  route(): Route;
  fleet: Fleet;
  metrics: RequestMetrics;
  /** Next number in [0, 1). */
  uniform(): number;
}

/** What SageMaker passes on to a container; everything else stays outside. */
const passedHeaders = ['content-type', 'accept', 'x-amzn-sagemaker-custom-attributes'];

const refusedCallerMs = 1_000;

/** The address that callers know: POST /invocations and GET /ping, split between the versions of the route. */
export function frontDoor(traffic: Traffic): Server {
  const server = createServer((incoming, response) => {
    answer(traffic, incoming, response).catch((thrown) => refuse(incoming, response, thrown));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxConnections = 1_024;
  return server;
}

async function answer(traffic: Traffic, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = incoming.url?.split('?')[0];
  if (path === '/ping' && incoming.method === 'GET') return ping(traffic, response);
  if (path !== '/invocations') return sendError(response, 404, 'unknown-path', 'Known: POST /invocations, GET /ping.');
  if (incoming.method !== 'POST') return sendError(response, 405, 'wrong-method', '/invocations takes POST.');
  const body = await readBody(incoming, bodyLimitBytes);
  await invoke(traffic, { body, headers: headersOf(incoming) }, response);
}

/** The version is drawn once the body is here; the request stays with it whatever happens to the route meanwhile. */
async function invoke(traffic: Traffic, what: Forwarded, response: ServerResponse): Promise<void> {
  const id = chooseVersion(traffic.route(), traffic.uniform());
  const server = id === null ? undefined : traffic.fleet.get(id);
  if (!server) return sendError(response, 503, 'no-version', 'No version serves this share of the traffic.');
  const got = await server.send(what);
  traffic.metrics.record(server.id, Date.now(), got.latencyMs, got.status >= 500);
  response.writeHead(got.status, {
    'content-length': got.body.length,
    [servableHeader]: server.id,
    ...(got.contentType === null ? {} : { 'content-type': got.contentType }),
  });
  response.end(got.body);
}

function ping(traffic: Traffic, response: ServerResponse): void {
  const { stable, candidate } = traffic.route();
  const serving = stable ?? candidate;
  const ready = serving !== null && traffic.fleet.get(serving)?.status.state === 'ready';
  sendJson(response, ready ? 200 : 503, { ready, serving });
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    passedHeaders.flatMap((name) => {
      const value = incoming.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function refuse(incoming: IncomingMessage, response: ServerResponse, thrown: unknown): void {
  if (!(thrown instanceof InputError)) return void response.destroy();
  // Closing at once would reset the connection, and the caller, still sending, would never read the refusal.
  setTimeout(() => incoming.complete || incoming.destroy(), refusedCallerMs).unref();
  incoming.resume();
  sendError(response, 413, thrown.code, thrown.message);
}

function sendError(response: ServerResponse, status: number, code: string, sentence: string): void {
  sendJson(response, status, { error: { code, sentence } });
}
