import { type Progress, routeOf } from '../../lib/core/rollout/traffic.ts';
import type { Ports } from '../../lib/ports.ts';
import { type Adversary, run } from './run.ts';

/** What is wrong on purpose, and where what may happen brings it to light. */
interface Planted {
  what: string;
  wrap: (ports: Ports) => Ports;
  finds: Array<[target: string, against: Adversary, says: RegExp]>;
}

const rival = { operators: ['rollback'], switches: 1 };
const disagrees = /^the channel names \S+, and traffic is at/;
const falseAlarm = /^people were told of somebody else's change, and there was none/;

const planted: Planted[] = [
  {
    what: 'a record is written whatever became of it since: who was overtaken is not stopped',
    wrap: (ports) => ({
      ...ports,
      store: { ...stored(ports.store), put: (key, body, condition) => unfenced(ports.store, key, body, condition) },
    }),
    finds: [
      ['alias', rival, falseAlarm],
      ['guardrails', rival, falseAlarm],
    ],
  },
  {
    what: 'a call is believed because it was acknowledged: what the service takes back by itself goes unseen',
    wrap: ({ target, ...ports }) => ({
      ...ports,
      target: { ...bound(target), shift: async (...asked) => believed(await target.shift(...asked)) },
    }),
    finds: [
      ['endpoint', { reverts: 1 }, disagrees],
      ['guardrails', { reverts: 1 }, disagrees],
    ],
  },
  {
    what: 'what is under way is taken for done',
    wrap: ({ target, ...ports }) => ({
      ...ports,
      target: { ...bound(target), observe: async () => routeOf(await target.observe()) },
    }),
    finds: [
      ['endpoint', rival, disagrees],
      ['guardrails', rival, disagrees],
    ],
  },
  {
    what: 'what somebody else did is what we expect, whatever it is',
    wrap: ({ target, ...ports }) => ({
      ...ports,
      target: { ...bound(target), shift: async (route, _, plan) => target.shift(route, await target.observe(), plan) },
    }),
    finds: [['alias', { foreign: 1 }, /^what somebody else did was overwritten/]],
  },
];

describe('what is wrong on purpose is found', () => {
  const cases = planted.flatMap(({ finds, ...bug }) =>
    finds.map(([target, against, says]) => ({ ...bug, target, against, says })),
  );

  test.each(cases)('on $target: $what', async ({ target, against, says, wrap }) => {
    const bounds = { mostStates: 8_000, seed: 4 };
    const { violations } = await run(target, 'all-at-once', against, bounds, wrap);
    expect(violations.map(({ what }) => what)).toContainEqual(expect.stringMatching(says));
    const right = await run(target, 'all-at-once', against, { ...bounds, mostStates: 500 });
    expect(right.violations).toEqual([]);
  });
});

function unfenced(store: Ports['store'], ...[key, body, condition]: Parameters<Ports['store']['put']>) {
  return store.put(key, body, condition && 'match' in condition ? undefined : condition);
}

function believed(progress: Progress): Progress {
  return progress === 'pending' ? 'done' : progress;
}

function stored(store: Ports['store']): Ports['store'] {
  return {
    get: (key) => store.get(key),
    put: (...asked) => store.put(...asked),
    list: (prefix) => store.list(prefix),
    download: (...asked) => store.download(...asked),
  };
}

function bound(target: Ports['target']): Ports['target'] {
  return {
    prepare: (servable) => target.prepare(servable),
    observe: () => target.observe(),
    shift: (...asked) => target.shift(...asked),
    settle: (...asked) => target.settle(...asked),
  };
}
