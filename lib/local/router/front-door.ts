import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { InputError } from '../../core/errors.ts';
import { predictionsIn } from '../../core/rollout/answers.ts';
import type { DoorOptions } from '../../core/rollout/step.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import { servableOf } from './baseline.ts';
import type { Fleet } from './fleet.ts';
import type { Answer, Forwarded } from './forward.ts';
import { readBody, sendJson } from './http.ts';
import { Mirror } from './mirror.ts';
import { reportOutcome } from './outcomes.ts';
import { bodyLimitBytes, servableHeader } from './protocol.ts';
import type { RequestMetrics } from './request-metrics.ts';
import { choose } from './split.ts';

export interface Traffic {
  route(): Route;
  door(): DoorOptions;
  fleet: Fleet;
  metrics: RequestMetrics;
  /** Next number in [0, 1). */
  uniform(): number;
}

/** What SageMaker passes on to a container; everything else stays outside. */
const passedHeaders = ['content-type', 'accept', 'x-amzn-sagemaker-custom-attributes'];

const refusedCallerMs = 1_000;

/**
 * The address that callers know: POST /invocations and GET /ping, split between the versions of the route, and POST /outcomes
 * for what became of a user.
 */
export function frontDoor(traffic: Traffic): Server {
  const mirror = new Mirror(traffic);
  const server = createServer((incoming, response) => {
    answer(traffic, mirror, incoming, response).catch((thrown) => refuse(incoming, response, thrown));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxConnections = 1_024;
  return server;
}

async function answer(
  traffic: Traffic,
  mirror: Mirror,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = incoming.url?.split('?')[0];
  if (path === '/ping' && incoming.method === 'GET') return ping(traffic, response);
  if (path !== '/invocations' && path !== '/outcomes')
    return sendError(response, 404, 'unknown-path', 'Known: POST /invocations, POST /outcomes, GET /ping.');
  if (incoming.method !== 'POST') return sendError(response, 405, 'wrong-method', `${path} takes POST.`);
  const body = await readBody(incoming, bodyLimitBytes);
  if (path === '/outcomes') return sendJson(response, 200, reportOutcome(traffic, body));
  await invoke(traffic, mirror, { body, headers: headersOf(incoming) }, userOf(traffic, incoming), response);
}

/** The server is drawn once the body is here; the request stays with it whatever happens to the route meanwhile. */
async function invoke(
  traffic: Traffic,
  mirror: Mirror,
  what: Forwarded,
  user: string | undefined,
  response: ServerResponse,
): Promise<void> {
  const route = traffic.route();
  const { answers, copied, counts } = choose(route, traffic.uniform(), user);
  const server = answers === null ? undefined : traffic.fleet.get(answers);
  if (!server) return sendError(response, 503, 'no-version', 'No version serves this share of the traffic.');
  const got = await server.send(what);
  response.writeHead(got.status, {
    'content-length': got.body.length,
    [servableHeader]: servableOf(server.id).id,
    ...(got.contentType === null ? {} : { 'content-type': got.contentType }),
  });
  response.end(got.body);
  if (counts) count(traffic, server.id, got, route.candidate !== null);
  if (copied !== null) mirror.copy(copied, what, got);
}

/** Predictions are read while there are two versions to compare, and not for nothing. */
function count({ metrics }: Traffic, serverId: string, got: Answer, compares: boolean): void {
  const now = Date.now();
  metrics.record(serverId, now, got.latencyMs, got.status >= 500);
  const said = compares && got.status === 200 ? predictionsIn(got.body.toString('utf8')) : undefined;
  if (said) metrics.predicted(serverId, now, said);
}

function userOf({ door }: Traffic, incoming: IncomingMessage): string | undefined {
  const user = incoming.headers[door().userHeader];
  return typeof user === 'string' && user !== '' ? user : undefined;
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
  if (thrown.code !== 'body-too-large') return void sendError(response, 422, thrown.code, thrown.message);
  // Closing at once would reset the connection, and the caller, still sending, would never read the refusal.
  setTimeout(() => incoming.complete || incoming.destroy(), refusedCallerMs).unref();
  incoming.resume();
  sendError(response, 413, thrown.code, thrown.message);
}

function sendError(response: ServerResponse, status: number, code: string, sentence: string): void {
  sendJson(response, status, { error: { code, sentence } });
}
