import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { InputError } from '../../core/errors.ts';
import { servableHeader } from '../router/protocol.ts';

export interface TrafficOptions {
  /** Base of the front door; requests go to `/invocations` below it. */
  url: string;
  /** One request body each, sent round robin. */
  bodies: string[];
  requestsPerSecond: number;
  /** @default 30: later answers are failures. */
  timeLimitSeconds?: number;
}

export interface TrafficSummary {
  sent: number;
  /** Answers by version (`none` without one) and status. */
  answered: Record<string, Record<number, number>>;
  /** Requests without an answer. */
  failed: number;
  /** Requests that were due but not sent: too many were waiting, or this process was held up for over a second. */
  skipped: number;
  seconds: number;
}

export interface Traffic {
  /** Sends no more and resolves when each request has its answer. Safe to call twice. */
  stop(): Promise<TrafficSummary>;
}

const mostInFlight = 512;
const longestCatchUpSeconds = 1;

/** Request bodies of a JSON Lines file. @throws InputError `traffic-requests` */
export async function readRequestBodies(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((thrown) => {
    throw new InputError('traffic-requests', `The traffic requests ${path} cannot be read.`, { cause: thrown });
  });
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const bodies = lines.filter(({ line }) => line.trim() !== '');
  for (const { line, number } of bodies) if (!isJson(line)) throw notJson(path, number);
  if (bodies.length === 0) throw new InputError('traffic-requests', `The traffic requests ${path} hold no line.`);
  return bodies.map(({ line }) => line);
}

/** Sends requests evenly spaced, whether or not earlier ones were answered (an open loop). Nothing in it throws. */
export function startTraffic(options: TrafficOptions): Traffic {
  const { bodies, requestsPerSecond } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: mostInFlight });
  const summary: TrafficSummary = { sent: 0, answered: {}, failed: 0, skipped: 0, seconds: 0 };
  const inFlight = new Set<Promise<void>>();
  const startedMs = performance.now();
  let due = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopping: Promise<TrafficSummary> | undefined;

  function sendDue(): void {
    const elapsedSeconds = (performance.now() - startedMs) / 1000;
    const dueNow = Math.floor(elapsedSeconds * requestsPerSecond) + 1;
    const first = Math.max(due, dueNow - Math.ceil(longestCatchUpSeconds * requestsPerSecond));
    summary.skipped += first - due;
    for (due = first; due < dueNow; due += 1) sendOne(bodies[due % bodies.length] ?? '');
    timer = setTimeout(sendDue, Math.max(0, (due / requestsPerSecond) * 1000 - (performance.now() - startedMs)));
  }

  function sendOne(body: string): void {
    if (inFlight.size >= mostInFlight) {
      summary.skipped += 1;
      return;
    }
    summary.sent += 1;
    const sending = send(options, agent, body).then((answer) => {
      inFlight.delete(sending);
      count(summary, answer);
    });
    inFlight.add(sending);
  }

  async function finish(): Promise<TrafficSummary> {
    clearTimeout(timer);
    summary.seconds = (performance.now() - startedMs) / 1000;
    await Promise.all(inFlight);
    agent.destroy();
    return summary;
  }

  sendDue();
  return {
    stop: () => {
      stopping ??= finish();
      return stopping;
    },
  };
}

interface Answer {
  servable: string;
  status: number;
}

function count(summary: TrafficSummary, answer: Answer | undefined): void {
  if (!answer) {
    summary.failed += 1;
    return;
  }
  const byStatus = summary.answered[answer.servable] ?? {};
  byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
  summary.answered[answer.servable] = byStatus;
}

/** Undefined without an answer. */
function send(options: TrafficOptions, agent: Agent, body: string): Promise<Answer | undefined> {
  const { url, timeLimitSeconds = 30 } = options;
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const signal = AbortSignal.timeout(timeLimitSeconds * 1000);
    const outgoing = request(`${url}/invocations`, { method: 'POST', agent, headers, signal }, (incoming) => {
      const servable = String(incoming.headers[servableHeader] ?? 'none');
      incoming.once('end', () => resolve({ servable, status: incoming.statusCode ?? 0 }));
      incoming.once('error', () => resolve(undefined));
      incoming.once('close', () => resolve(undefined));
      incoming.resume();
    });
    outgoing.once('error', () => resolve(undefined));
    outgoing.end(body);
  });
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function notJson(path: string, line: number): InputError {
  return new InputError('traffic-requests', `${path}:${line}: not JSON; each line is one /invocations body.`);
}
