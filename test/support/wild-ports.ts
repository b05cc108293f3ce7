import type fc from 'fast-check';
import type { DeploymentTarget, ObjectStore, Ports } from '../../lib/ports.ts';
import { type Crash, mortality } from './mortal-ports.ts';

/**
 * What one process sees of store and target when others work at the same time: between any two of its calls, and between a call and
 * its answer, come those of others, in an order that a property chooses. With `crash` it dies at one of them and does nothing
 * from then on.
 */
export function wild<Given extends Ports>(ports: Given, scheduler: fc.Scheduler, crash: Crash | null = null): Given {
  const { begin, alive } = mortality(crash);
  const call = async <T>(what: string, take: () => Promise<T>): Promise<T> => {
    alive();
    await scheduler.schedule(Promise.resolve(), what);
    const end = begin();
    const answer = await take();
    await scheduler.schedule(Promise.resolve(), `${what}: answer`);
    end();
    return answer;
  };
  const store: ObjectStore = {
    get: (key) => call(`get ${key}`, () => ports.store.get(key)),
    put: (key, body, condition) => call(`put ${key}`, () => ports.store.put(key, body, condition)),
    list: (prefix) => ports.store.list(prefix),
    download: (key, path, version, range) => ports.store.download(key, path, version, range),
  };
  const target: DeploymentTarget = {
    prepare: (servable) => call('prepare', () => ports.target.prepare(servable)),
    shift: (route, expected, plan) => call('shift', () => ports.target.shift(route, expected, plan)),
    observe: () => call('observe', () => ports.target.observe()),
    settle: (keep, before) => call('settle', () => ports.target.settle(keep, before)),
  };
  return { ...ports, store, target };
}
