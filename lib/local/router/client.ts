import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError, InternalError } from '../../core/errors.ts';
import type { DoorOptions } from '../../core/rollout/step.ts';
import type { ArmWindow, Route } from '../../core/rollout/traffic.ts';
import { callRouter } from './admin-call.ts';
import { endLeftovers } from './leftovers.ts';
import { isRunning, type ProcessIdentity } from './process-identity.ts';
import { lockHolder } from './process-lock.ts';
import {
  bodyLimitBytes,
  type Endpoint,
  endpointSchema,
  type Health,
  type PredictAnswer,
  type VersionSpec,
  type VersionStatus,
} from './protocol.ts';
import { filesIn } from './state.ts';

/** Speaks to one running router. Every call is safe to repeat. */
export class RouterClient {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  get pid(): number {
    return this.#endpoint.pid;
  }

  /** Base of the front door: `http://127.0.0.1:<port>`; requests go to `/invocations` below it. */
  get frontUrl(): string {
    return `http://127.0.0.1:${this.#endpoint.port}`;
  }

  health(): Promise<Health> {
    return callRouter(this.#endpoint, 'GET', '/health', '', 5_000);
  }

  route(): Promise<Route> {
    return callRouter(this.#endpoint, 'GET', '/route');
  }

  /** Compare-and-set; resolves to the live route. @throws ConflictError `foreign-writer`, InputError `unknown-version` */
  setRoute(route: Route, expected: Route, door?: DoorOptions): Promise<Route> {
    return callRouter(this.#endpoint, 'PUT', '/route', JSON.stringify({ route, expected, door }));
  }

  versions(): Promise<VersionStatus[]> {
    return callRouter(this.#endpoint, 'GET', '/versions');
  }

  /** Resolves when the version answers /ping. @throws InputError `not-ready` with the server's last lines */
  async putVersion(id: string, spec: VersionSpec): Promise<void> {
    await callRouter(this.#endpoint, 'PUT', `/versions/${encodeURIComponent(id)}`, JSON.stringify(spec));
  }

  /** @throws ConflictError `in-route` */
  async deleteVersion(id: string): Promise<void> {
    await callRouter(this.#endpoint, 'DELETE', `/versions/${encodeURIComponent(id)}`);
  }

  /** Requests that ended in [from, to), ISO 8601 UTC, in steps of 100 ms. */
  metrics(from: string, to: string): Promise<ArmWindow[]> {
    return callRouter(this.#endpoint, 'GET', `/metrics?${new URLSearchParams({ from, to })}`);
  }

  /** Sends a JSON body to one version, past the split and uncounted. @throws InputError `unknown-version`, `body-too-large` */
  async predict(id: string, body: string): Promise<PredictAnswer> {
    const size = Buffer.byteLength(body);
    if (size > bodyLimitBytes) {
      throw new InputError('body-too-large', `The request has ${size} bytes; ${bodyLimitBytes} are allowed.`);
    }
    return callRouter(this.#endpoint, 'POST', `/versions/${encodeURIComponent(id)}/predict`, body);
  }

  async shutdown(): Promise<void> {
    await callRouter(this.#endpoint, 'POST', '/shutdown', '', 2_000);
  }
}

/** The router of this folder, undefined when none runs. */
export async function connectRouter(stateDir: string): Promise<RouterClient | undefined> {
  const endpoint = readEndpoint(stateDir);
  if (!endpoint || !isRunning(endpoint)) return undefined;
  const client = new RouterClient(endpoint);
  try {
    await client.health();
    return client;
  } catch {
    return undefined;
  }
}

const startLimitMs = 15_000;
const mostStarts = 3;

/**
 * The router of this folder, started where none runs: a process of its own that outlives the caller. Resolves when the
 * servers of an earlier router are up again. Callers at once get the same router: the process that takes the folder's
 * lock stays, others end.
 * @throws InternalError `router-not-up`
 */
export async function ensureRouter(stateDir: string): Promise<RouterClient> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  let starts = 0;
  let child: ChildProcess | undefined;
  for (const until = Date.now() + startLimitMs; Date.now() < until; await wait(20)) {
    const client = await connectRouter(stateDir);
    if (client) {
      // One that lost the race may still be on its way to the lock and would take it when the winner ends.
      if (child && child.pid !== client.pid) child.kill();
      return untilRestored(client);
    }
    const mayStart = !child || (child.exitCode !== null && starts < mostStarts);
    if (!mayStart || lockHolder(filesIn(stateDir).lock)) continue;
    child = spawnRouter(stateDir);
    starts += 1;
  }
  const { log } = filesIn(stateDir);
  throw new InternalError(
    'router-not-up',
    `The local router did not start within ${startLimitMs / 1000} s; see ${log}.`,
  );
}

/** Ends the router and all its servers, also those that a killed router left behind. True when there was anything. */
export async function stopRouter(stateDir: string): Promise<boolean> {
  const files = filesIn(stateDir);
  const running = lockHolder(files.lock);
  if (running) await endRouter(stateDir, running);
  const leftovers = await endLeftovers(stateDir);
  if (!lockHolder(files.lock)) rmSync(files.endpoint, { force: true });
  return running !== undefined || leftovers > 0;
}

/** Asked politely it drains and ends its servers; what does not listen gets SIGTERM, and SIGKILL in the end. */
async function endRouter(stateDir: string, router: ProcessIdentity): Promise<void> {
  const endpoint = readEndpoint(stateDir);
  const asked = endpoint ? new RouterClient(endpoint).shutdown() : Promise.reject();
  await asked.catch(() => isRunning(router) && process.kill(router.pid, 'SIGTERM'));
  for (const until = Date.now() + 10_000; isRunning(router) && Date.now() < until; ) await wait(10);
  if (isRunning(router)) process.kill(router.pid, 'SIGKILL');
  for (const until = Date.now() + 2_000; isRunning(router) && Date.now() < until; ) await wait(5);
}

async function untilRestored(client: RouterClient): Promise<RouterClient> {
  while ((await client.health()).restoring) await wait(20);
  return client;
}

function readEndpoint(stateDir: string): Endpoint | undefined {
  try {
    return endpointSchema.parse(JSON.parse(readFileSync(filesIn(stateDir).endpoint, 'utf8')));
  } catch {
    return undefined;
  }
}

/** The environment is kept small: the caller's credentials are no business of a process that stays. */
function spawnRouter(stateDir: string): ChildProcess {
  const entry = join(import.meta.dirname, `main${extname(import.meta.filename)}`);
  const log = openSync(filesIn(stateDir).log, 'a', 0o600);
  const { PATH = '', HOME = '', LANG = 'C.UTF-8', TMPDIR = '' } = process.env;
  const env = { PATH, HOME, LANG, ...(TMPDIR === '' ? {} : { TMPDIR }) };
  const stdio: ['ignore', number, number] = ['ignore', log, log];
  const child = spawn(process.execPath, [entry, '--state-dir', resolve(stateDir)], { detached: true, stdio, env });
  child.once('error', () => {});
  child.unref();
  closeSync(log);
  return child;
}
