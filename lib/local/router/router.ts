import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { InternalError } from '../../core/errors.ts';
import { uniformsFrom } from '../../core/uniforms.ts';
import { writeFileAtomic } from '../workload/atomic-file.ts';
import { RotatingLog } from '../workload/output.ts';
import { adminApi } from './admin.ts';
import { Fleet } from './fleet.ts';
import { frontDoor } from './front-door.ts';
import { closeServer, listen } from './http.ts';
import { endLeftovers } from './leftovers.ts';
import { identify } from './process-identity.ts';
import type { Endpoint } from './protocol.ts';
import { RequestMetrics } from './request-metrics.ts';
import { filesIn, RouterState } from './state.ts';

const drainMs = 2_000;
const watchEveryMs = 1_000;

/**
 * Runs the router in this process, which holds the lock of the folder; resolves when it was shut down.
 * @param seed of the traffic split; drawn when absent.
 */
export async function runRouter(stateDir: string, seed = randomInt(2 ** 32)): Promise<void> {
  const files = filesIn(stateDir);
  await endLeftovers(stateDir);
  const state = new RouterState(stateDir);
  const file = new RotatingLog(files.log);
  const log = (line: string) => file.write(`${new Date().toISOString()} ${line}\n`);
  const fleet = new Fleet(stateDir, state, log);
  const metrics = new RequestMetrics();
  const stopping = Promise.withResolvers<string>();
  let restoring = true;

  const front = frontDoor({
    route: () => state.route,
    door: () => state.door,
    fleet,
    metrics,
    uniform: uniformsFrom(seed),
  });
  const token = randomBytes(32).toString('hex');
  const shutdown = () => stopping.resolve('it was asked to');
  const admin = adminApi({ token, state, fleet, metrics, restoring: () => restoring, log, shutdown });
  const port = await listen(front, state.port);
  const adminPort = await listen(admin, null);
  state.setPort(port);
  writeEndpoint(files.endpoint, { port, adminPort, token });
  log(`started: front door on 127.0.0.1:${port}, process ${process.pid}, seed ${seed}`);

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.resolve(`of ${signal}`));
  const watch = setInterval(() => {
    if (!isOurs(files.endpoint, token)) stopping.resolve('its state folder is gone');
  }, watchEveryMs);
  void fleet.restore(state.route).then(() => {
    restoring = false;
  }, stopping.reject);

  const reason = await stopping.promise.catch((thrown) => `of a fault: ${thrown}`);
  log(`stops because ${reason}`);
  clearInterval(watch);
  if (isOurs(files.endpoint, token)) rmSync(files.endpoint, { force: true });
  await Promise.all([closeServer(front, drainMs), closeServer(admin, drainMs)]);
  await fleet.stop().catch((thrown) => log(`stop: ${thrown}`));
  log('stopped');
}

function writeEndpoint(path: string, where: Pick<Endpoint, 'port' | 'adminPort' | 'token'>): void {
  const self = identify(process.pid);
  if (!self) throw new InternalError('process-unknown', `Cannot read the start time of process ${process.pid}.`);
  const endpoint: Endpoint = { ...self, ...where, startedAt: new Date().toISOString() };
  writeFileAtomic(path, JSON.stringify(endpoint, null, 2));
}

/** A router whose folder was deleted can be reached by nobody: it ends itself. */
function isOurs(path: string, token: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes(token);
  } catch {
    return false;
  }
}
