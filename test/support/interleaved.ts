import type fc from 'fast-check';
import type { ObjectStore } from '../../lib/ports.ts';

/**
 * The store as seen over a network whose order of requests and answers a property chooses:
 * between any two of them, those of others may come.
 */
export function interleaved(store: ObjectStore, scheduler: fc.Scheduler): ObjectStore {
  const travel = async <T>(call: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), 'request');
    const answer = await call();
    await scheduler.schedule(Promise.resolve(), 'answer');
    return answer;
  };
  return {
    get: (key) => travel(() => store.get(key)),
    put: (key, body, condition) => travel(() => store.put(key, body, condition)),
    list: (prefix) => store.list(prefix),
    download: (key, path, version, range) => travel(() => store.download(key, path, version, range)),
  };
}

/** Like S3 when an answer is lost and the client asks again: each conditional put that wins is reported as lost. */
export function forgetful(store: ObjectStore, losses: number): ObjectStore {
  let left = losses;
  return {
    get: (key) => store.get(key),
    put: async (key, body, condition) => {
      const answer = await store.put(key, body, condition);
      return answer.won && condition && left-- > 0 ? { won: false } : answer;
    },
    list: (prefix) => store.list(prefix),
    download: (key, path, version, range) => store.download(key, path, version, range),
  };
}
