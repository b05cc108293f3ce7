import type fc from 'fast-check';
import type { IntakePorts, ObjectStore } from '../../lib/ports.ts';

/** The process dies at its n-th call of a port: before that took effect, or after it did and before the answer came. */
export interface Crash {
  call: number;
  effect: boolean;
}

/** What a process of ours throws when it is killed: nobody may catch it and go on. */
export class Killed extends Error {}

/** What a process does before each call of a port that takes effect, and after it: it dies at one of them and does nothing more. */
export function mortality(crash: Crash | null) {
  let calls = 0;
  let dead = false;
  const alive = (last: boolean) => {
    if (last) dead = true;
    if (dead) throw new Killed('killed');
  };
  /** Throws where the process dies before the call took effect; answers what throws where it dies after. */
  const begin = (): (() => void) => {
    calls += 1;
    const fatal = calls === crash?.call;
    alive(fatal && !crash?.effect);
    return () => alive(fatal);
  };
  return { begin, alive: () => alive(false) };
}

/**
 * The ports as one process sees them: between its calls come those of others, in an order that a property chooses, and with
 * `crash` it dies at one of them and does nothing from then on.
 */
export function mortal<Given extends IntakePorts>(ports: Given, scheduler: fc.Scheduler, crash: Crash | null): Given {
  const { begin } = mortality(crash);
  const call = async <T>(what: string, take: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), what);
    const end = begin();
    const answer = await take();
    end();
    return answer;
  };
  const store = (inner: ObjectStore, name: string): ObjectStore => ({
    get: (key) => call(`${name}.get ${key}`, () => inner.get(key)),
    put: (key, body, condition) => call(`${name}.put ${key}`, () => inner.put(key, body, condition)),
    list: async function* (prefix) {
      for await (const object of inner.list(prefix)) {
        await call(`${name}.list ${prefix}`, async () => {});
        yield object;
      }
    },
    download: (key, path, version, range) =>
      call(`${name}.download ${key}`, () => inner.download(key, path, version, range)),
  });
  const { executions, queue } = ports;
  return {
    ...ports,
    store: store(ports.store, 'store'),
    data: store(ports.data, 'data'),
    queue: { send: (message, delay) => call('queue.send', () => queue.send(message, delay)) },
    executions: {
      start: (request) => call(`start ${request.runId}`, () => executions.start(request)),
      describe: (arn) => call('describe', () => executions.describe(arn)),
      timeline: (arn) => executions.timeline(arn),
      answer: (token, said) => executions.answer(token, said),
    },
  };
}
