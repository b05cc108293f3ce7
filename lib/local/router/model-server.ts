import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Output } from '../workload/output.ts';
import { type ProcessGroup, startGroup } from '../workload/process-group.ts';
import { type Answer, type Forwarded, forward } from './forward.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';
import type { VersionSpec, VersionStatus } from './protocol.ts';

/** Whether a server came up; `reason` names why not, with its last lines in `tail`. */
export type Start = { ready: true } | { ready: false; reason: string; tail: string };

export interface Supervision {
  logPath: string;
  /** Called with the process as soon as it exists and with undefined when it is gone. */
  onProcess(identity: ProcessIdentity | undefined): void;
  log(line: string): void;
}

/** Waits before restart 1, 2, …: 0.1 s doubling to 6.4 s, 12.7 s in all; then the version has failed. */
const restartDelaysMs = Array.from({ length: 7 }, (_, attempt) => 100 * 2 ** attempt);
/** A server that ran this long is well again: the next crash is restarted without delay of earlier ones. */
const wellAfterMs = 60_000;
const pingEveryMs = 25;

/** One version's model server, kept running. */
export class ModelServer {
  readonly id: string;
  readonly spec: VersionSpec;
  #supervision: Supervision;
  #agent = new Agent({ keepAlive: true, maxSockets: 128 });
  #state: VersionStatus['state'] = 'stopped';
  #group: ProcessGroup | undefined;
  #port: number | null = null;
  #restarts = 0;
  #inFlight = 0;
  #starting: Promise<Start> | undefined;
  #ending = new AbortController();

  constructor(id: string, spec: VersionSpec, supervision: Supervision) {
    this.id = id;
    this.spec = spec;
    this.#supervision = supervision;
  }

  get status(): VersionStatus {
    return {
      id: this.id,
      state: this.#state,
      pid: this.#group?.pid ?? null,
      port: this.#port,
      restarts: this.#restarts,
      inFlight: this.#inFlight,
    };
  }

  /** Brings the server up unless it is up; callers at once share one start. */
  start(): Promise<Start> {
    if (this.#state === 'ready') return Promise.resolve({ ready: true });
    if (this.#state === 'failed') this.#restarts = 0;
    this.#starting ??= this.#bringUp().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** Sends one request; a server that is down answers 502. */
  async send(what: Forwarded): Promise<Answer> {
    this.#inFlight += 1;
    try {
      const { answerTimeLimitSeconds: timeLimitSeconds } = this.spec;
      return await forward({ port: this.#port, agent: this.#agent, timeLimitSeconds }, what);
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Lets requests in flight end, then ends the process group. */
  async stop(drainMs = this.spec.answerTimeLimitSeconds * 1000): Promise<void> {
    this.#ending.abort();
    for (const until = Date.now() + drainMs; this.#inFlight > 0 && Date.now() < until; ) await wait(10);
    await this.#group?.end();
    this.#state = 'stopped';
    this.#agent.destroy();
  }

  async #bringUp(): Promise<Start> {
    this.#state = 'starting';
    let start = await this.#launch();
    // Between our choice of a port and the server's bind another process may have taken it.
    if (!start.ready && /EADDRINUSE|address already in use/i.test(start.tail)) start = await this.#launch();
    if (!start.ready) this.#state = this.#ending.signal.aborted ? 'stopped' : 'failed';
    return start;
  }

  async #launch(): Promise<Start> {
    const { id, spec } = this;
    if (this.#ending.signal.aborted) return { ready: false, reason: 'it was stopped', tail: '' };
    const output = new Output({ logPath: this.#supervision.logPath });
    const port = await freePort();
    const env = { ...spec.env, PORT: String(port), SIGNALBOX_SERVABLE: id };
    const group = startGroup(spec.command, { cwd: spec.cwd, env, output });
    if (group.pid !== undefined) this.#supervision.onProcess(identify(group.pid));
    group.begin();
    this.#group = group;
    this.#port = port;
    const startedAtMs = Date.now();
    const exited = group.exited.then((code) => {
      this.#group = undefined;
      this.#port = null;
      this.#supervision.onProcess(undefined);
      return code;
    });
    const reason = await this.#untilReady(port, exited);
    if (reason !== undefined) {
      await group.end();
      return { ready: false, reason, tail: output.tail() };
    }
    this.#state = 'ready';
    this.#supervision.log(`${id}: ready on port ${port} after ${Date.now() - startedAtMs} ms`);
    void exited.then((code) => this.#crashed(code, startedAtMs));
    return { ready: true };
  }

  /** Undefined once /ping answers 200, else why it never did. */
  async #untilReady(port: number, exited: Promise<number | null>): Promise<string | undefined> {
    let exit: { code: number | null } | undefined;
    void exited.then((code) => {
      exit = { code };
    });
    const { readyTimeLimitSeconds } = this.spec;
    let last = 'refused the connection';
    for (const until = Date.now() + readyTimeLimitSeconds * 1000; Date.now() < until; await wait(pingEveryMs)) {
      if (this.#ending.signal.aborted) return 'it was stopped while starting';
      if (exit) return exit.code === null ? 'it was killed at start' : `it exited with code ${exit.code} at start`;
      const pinged = await ping(port);
      if (pinged === 200 && !exit) return undefined;
      if (typeof pinged === 'number') last = `answered ${pinged}`;
    }
    return `/ping did not answer 200 within ${readyTimeLimitSeconds} s; it ${last}`;
  }

  async #crashed(code: number | null, startedAtMs: number): Promise<void> {
    if (this.#ending.signal.aborted) return;
    this.#state = 'restarting';
    this.#supervision.log(`${this.id}: ended with ${code === null ? 'a signal' : `code ${code}`} while serving`);
    if (Date.now() - startedAtMs > wellAfterMs) this.#restarts = 0;
    while (!this.#ending.signal.aborted) {
      const delayMs = restartDelaysMs[this.#restarts];
      if (delayMs === undefined) {
        this.#state = 'failed';
        this.#supervision.log(`${this.id}: given up after ${this.#restarts} restarts`);
        return;
      }
      this.#restarts += 1;
      await wait(delayMs, undefined, { signal: this.#ending.signal }).catch(() => {});
      const start = await this.start();
      if (start.ready) return;
      this.#state = 'restarting';
      this.#supervision.log(`${this.id}: restart ${this.#restarts} failed: ${start.reason}`);
    }
  }
}

/** A free port of loopback, chosen by the system. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Status of GET /ping, undefined without an answer within a second. */
function ping(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asking = get({ host: '127.0.0.1', port, path: '/ping', timeout: 1_000, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asking.once('timeout', () => asking.destroy());
    asking.once('error', () => resolve(undefined));
  });
}
