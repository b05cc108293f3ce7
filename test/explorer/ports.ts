import { InputError } from '../../lib/core/errors.ts';
import { assertObjectKey } from '../../lib/core/object-key.ts';
import type { DeploymentTarget, JudgeBeacon, ObjectStore, Ports } from '../../lib/ports.ts';
import type { Call } from './call.ts';
import type { Line } from './flight.ts';
import { etagOf } from './place.ts';

/** What a target is made of, for one actor. */
export type MakeTarget = (line: Line, store: ObjectStore) => DeploymentTarget;

/** What stands for the world outside of the steps. */
export interface Outside {
  target: MakeTarget;
  /** Where somebody watches the judge. */
  beacon?: (line: Line) => JudgeBeacon;
  /** Absent: a laptop. */
  place?: Ports['place'];
}

/** Ports of one actor, whose every call waits for the search to answer it. */
export function portsOver(line: Line, { target, beacon, place = 'local' }: Outside): Ports {
  const ask = (port: Call['port'], method: string, ...args: unknown[]) =>
    line.ask({ port, method, args }) as Promise<never>;
  const store = storeOver(line);
  return {
    store,
    data: store,
    target: target(line, store),
    beacon: beacon?.(line),
    executions: {
      start: (request) => ask('executions', 'start', request.runId),
      describe: (arn) => ask('executions', 'describe', arn),
      timeline: (arn) => ask('executions', 'timeline', arn),
      answer: (token) => ask('executions', 'answer', token),
    },
    scorer: { predict: () => ask('metrics', 'predict') },
    metrics: { knownUntil: () => ask('metrics', 'knownUntil'), read: (from, to) => ask('metrics', 'read', from, to) },
    notifier: {
      announce: ({ kind, sentence, facts }) => ask('notifier', 'announce', { kind, sentence, since: facts?.since }),
    },
    clock: { now: () => new Date(line.nowMs()) },
    workDir: '/nowhere',
    names: { store: 'the-store', data: 'the-data' },
    place,
  };
}

function storeOver(line: Line): ObjectStore {
  const ask = (method: string, ...args: unknown[]) => line.ask({ port: 'store', method, args });
  return {
    async get(key) {
      assertObjectKey(key);
      const text = (await ask('get', key)) as string | undefined;
      return text === undefined ? undefined : { bytes: Buffer.from(text), etag: etagOf(text) };
    },
    async put(key, body, condition) {
      assertObjectKey(key);
      return (await ask('put', key, body, condition)) as { won: true; etag: string } | { won: false };
    },
    async *list(prefix) {
      for (const key of (await ask('list', prefix)) as string[])
        yield { key, size: 1, etag: '', version: '', modifiedAt: new Date(0).toISOString() };
    },
    download: async (key) => {
      throw new InputError('object-gone', `nobody streams ${key} here`);
    },
  };
}
