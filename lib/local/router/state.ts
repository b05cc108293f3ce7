import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { InternalError, messageOf } from '../../core/errors.ts';
import { type DoorOptions, plainDoor } from '../../core/rollout/step.ts';
import { noRoute, type Route } from '../../core/rollout/traffic.ts';
import { writeFileAtomic } from '../workload/atomic-file.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { doorSchema, routeSchema, servableId, type VersionSpec, versionSpecSchema } from './protocol.ts';

/** Files of a router in its state folder. */
export const filesIn = (stateDir: string) => ({
  endpoint: join(stateDir, 'router.json'),
  state: join(stateDir, 'router-state.json'),
  servers: join(stateDir, 'router-servers.json'),
  lock: join(stateDir, 'router.lock'),
  log: join(stateDir, 'router.log'),
  serverLog: (id: string) => join(stateDir, 'servers', `${id}.log`),
});

const stateSchema = z.object({
  /** Port of the front door, kept over restarts where it is still free. */
  port: z.number().nullable(),
  route: routeSchema,
  door: doorSchema.optional(),
  versions: z.record(servableId, versionSpecSchema),
});

const serversSchema = z.array(z.object({ pid: z.number(), start: z.string() }));

/** What outlives the router process. Every setter returns only after the change is on disk. */
export class RouterState {
  #files: ReturnType<typeof filesIn>;
  #state: z.output<typeof stateSchema>;
  #servers = new Map<string, ProcessIdentity>();

  /** @throws InternalError `router-state-unreadable` */
  constructor(stateDir: string) {
    this.#files = filesIn(stateDir);
    mkdirSync(join(stateDir, 'servers'), { recursive: true, mode: 0o700 });
    const stored = read(this.#files.state, stateSchema);
    this.#state = stored ?? { port: null, route: noRoute, versions: {} };
  }

  get route(): Route {
    return this.#state.route;
  }

  get door(): DoorOptions {
    return this.#state.door ?? plainDoor;
  }

  get port(): number | null {
    return this.#state.port;
  }

  get versions(): ReadonlyMap<string, VersionSpec> {
    return new Map(Object.entries(this.#state.versions));
  }

  setRoute(route: Route, door?: DoorOptions): void {
    this.#save({ ...this.#state, route, door });
  }

  setPort(port: number): void {
    if (port !== this.#state.port) this.#save({ ...this.#state, port });
  }

  setVersion(id: string, spec: VersionSpec | undefined): void {
    const versions = { ...this.#state.versions };
    if (spec) versions[id] = spec;
    else delete versions[id];
    this.#save({ ...this.#state, versions });
  }

  /** Notes the process behind a server, so that whoever comes after a killed router can end it. */
  setServer(key: string, identity: ProcessIdentity | undefined): void {
    if (identity) this.#servers.set(key, identity);
    else this.#servers.delete(key);
    writeFileAtomic(this.#files.servers, JSON.stringify([...this.#servers.values()]));
  }

  #save(next: z.output<typeof stateSchema>): void {
    writeFileAtomic(this.#files.state, JSON.stringify(next, null, 2));
    this.#state = next;
  }
}

/** Server processes that the last router noted. */
export function recordedServers(stateDir: string): ProcessIdentity[] {
  return read(filesIn(stateDir).servers, serversSchema) ?? [];
}

function read<T>(path: string, schema: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new InternalError('router-state-unreadable', `${path} cannot be read: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
}
