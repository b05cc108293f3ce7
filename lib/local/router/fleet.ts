import { InputError } from '../../core/errors.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import { servableOf, serversOf } from './baseline.ts';
import { ModelServer, type Start } from './model-server.ts';
import type { VersionSpec } from './protocol.ts';
import { filesIn, type RouterState } from './state.ts';

/** The prepared versions, one model server each. */
export class Fleet {
  #stateDir: string;
  #state: RouterState;
  #log: (line: string) => void;
  #servers = new Map<string, ModelServer>();
  #coming = new Map<string, { server: ModelServer; start: Promise<Start> }>();
  #launched = 0;

  constructor(stateDir: string, state: RouterState, log: (line: string) => void) {
    this.#stateDir = stateDir;
    this.#state = state;
    this.#log = log;
  }

  get(id: string): ModelServer | undefined {
    return this.#servers.get(id);
  }

  list(): ModelServer[] {
    return [...this.#servers.values()];
  }

  /** Starts the servers of an earlier router; resolves when each that gets traffic is ready or has failed. */
  async restore(route: Route): Promise<void> {
    const needed = serversOf(route);
    const starts = [...this.#state.versions].map(([id, spec]) => {
      const server = this.#make(id, spec);
      this.#servers.set(id, server);
      return { id, start: this.#restart(server) };
    });
    await Promise.all(starts.filter(({ id }) => needed.includes(id)).map(({ start }) => start));
  }

  /**
   * Makes a version invocable. The same version twice, or at once, is one server; a changed spec replaces the server once
   * the new one is ready.
   */
  async put(id: string, spec: VersionSpec): Promise<Start> {
    const known = this.#servers.get(id);
    if (known && sameSpec(known.spec, spec)) return known.start();
    const coming = this.#coming.get(id);
    if (coming) {
      const start = await coming.start;
      return sameSpec(coming.server.spec, spec) ? start : this.put(id, spec);
    }
    const server = this.#make(id, spec);
    const start = this.#bringIn(server);
    this.#coming.set(id, { server, start });
    return start;
  }

  /** Brings up what a route needs beside prepared versions: a fresh baseline is a second server of the stable one. */
  async readyFor(route: Route): Promise<void> {
    for (const id of serversOf(route)) {
      const { id: version, baseline } = servableOf(id);
      const spec = this.#servers.get(version)?.spec;
      if (!baseline || !spec || this.#servers.has(id)) continue;
      const start = await this.put(id, spec);
      if (!start.ready)
        throw new InputError('not-ready', `a second server of ${version} did not come up: ${start.reason}`);
    }
  }

  /** @throws InputError `in-route` when traffic may go to it; an unknown version is gone already. */
  async remove(id: string, route: Route): Promise<void> {
    if (serversOf(route).includes(id)) {
      throw new InputError('in-route', `Version ${id} is in the route; only versions without traffic can be removed.`);
    }
    const servers = [this.#servers.get(id), this.#coming.get(id)?.server];
    this.#servers.delete(id);
    this.#state.setVersion(id, undefined);
    await Promise.all(servers.map((server) => server?.stop()));
  }

  /** Ends all servers; their specs stay on disk, for the next router. */
  async stop(): Promise<void> {
    const coming = [...this.#coming.values()].map(({ server }) => server);
    await Promise.all([...this.#servers.values(), ...coming].map((server) => server.stop(0)));
  }

  async #restart(server: ModelServer): Promise<void> {
    const start = await server.start();
    if (!start.ready) this.#log(`${server.id}: not restored: ${start.reason}`);
  }

  async #bringIn(server: ModelServer): Promise<Start> {
    const { id, spec } = server;
    try {
      const start = await server.start();
      if (!start.ready) {
        await server.stop(0);
        return start;
      }
      const before = this.#servers.get(id);
      this.#state.setVersion(id, spec);
      this.#servers.set(id, server);
      void before?.stop();
      return start;
    } finally {
      this.#coming.delete(id);
    }
  }

  #make(id: string, spec: VersionSpec): ModelServer {
    const key = `${id}/${++this.#launched}`;
    return new ModelServer(id, spec, {
      logPath: filesIn(this.#stateDir).serverLog(id),
      onProcess: (identity) => this.#state.setServer(key, identity),
      log: this.#log,
    });
  }
}

function sameSpec(a: VersionSpec, b: VersionSpec): boolean {
  const flat = ({ env, ...rest }: VersionSpec) =>
    JSON.stringify([Object.entries(rest).sort(), Object.entries(env).sort()]);
  return flat(a) === flat(b);
}
