import type { Progress } from '../../lib/core/rollout/traffic.ts';
import type { Ports } from '../../lib/ports.ts';
import { combinations, run } from './run.ts';
import { ModelTarget } from './targets/model.ts';

/** In all, about half a minute on one core; a search that finds less to do than this has lost something. */
const sampled = 600;

const trouble = {
  faults: 2,
  switches: 1,
  waits: 1,
  reapers: 1,
  reverts: 1,
  operators: ['abort', 'promote', 'rollback', 'pause'],
};
const somebody = { faults: 1, switches: 1, waits: 1, reapers: 1, foreign: 1, operators: ['abort'] };

describe('whatever goes wrong, a rollout comes to one release, and traffic and channel agree', () => {
  const counted: string[] = [];
  afterAll(() => process.stdout.write(`${counted.join('\n')}\n`));

  test.each(combinations)(
    'on %s with %s: a sample of two faults, operators at once, and what the service takes back',
    async (target, strategy) => {
      const found = await run(target, strategy, trouble, { mostStates: sampled, seed: 4 });
      counted.push(`${target} ${strategy}: ${found.states - 1} states, ${found.ends} ends, in trouble`);
      expect(sentencesOf(found)).toEqual([]);
      expect(found.states).toBeGreaterThan(sampled);
      expect(found.ends).toBeGreaterThan(sampled / 50);
    },
  );

  test.each(combinations)(
    'on %s with %s: what somebody else does stands, and people are told once',
    async (target, strategy) => {
      const found = await run(target, strategy, somebody, { mostStates: sampled, seed: 4 });
      counted.push(`${target} ${strategy}: ${found.states - 1} states, ${found.ends} ends, with somebody else`);
      expect(sentencesOf(found)).toEqual([]);
      expect(found.states).toBeGreaterThan(sampled);
    },
  );

  test.each([
    ['alias', 'all-at-once', 8_000],
    ['endpoint', 'shadow', 8_000],
  ])('on %s with %s: every fault at every call, each on its own', async (target, strategy, least) => {
    const found = await run(target, strategy, { faults: 1 }, { mostStates: 40_000 });
    counted.push(`${target} ${strategy}: ${found.states} states, ${found.ends} ends: all of one fault`);
    expect(sentencesOf(found)).toEqual([]);
    expect(found).toMatchObject({ complete: true });
    expect(found.states).toBeGreaterThan(least);
  });
});

describe('what is wrong on purpose is found', () => {
  const target = (line: ConstructorParameters<typeof ModelTarget>[0]) => new ModelTarget(line);

  test('a record that is written whatever became of it since: a run that was overtaken is not stopped', async () => {
    const wrap = (ports: Ports): Ports => ({
      ...ports,
      store: {
        ...ports.store,
        put: (key, body, condition) =>
          ports.store.put(key, body, condition && 'match' in condition ? undefined : condition),
      },
    });
    const found = await run(
      'alias',
      'canary',
      { faults: 1, switches: 1 },
      { mostStates: 20_000, seed: 4 },
      { target, wrap },
    );
    expect(found.violations.length).toBeGreaterThan(0);
    expect(found.violations[0]?.trace.join('\n')).toMatch(/data-3: put .*\n/);
  });

  test('a call that is believed because it was acknowledged: what the service takes back by itself goes unseen', async () => {
    const believing = (progress: Progress): Progress => (progress === 'pending' ? 'done' : progress);
    const wrap = (ports: Ports): Ports => ({
      ...ports,
      target: { ...bound(ports.target), shift: async (...asked) => believing(await ports.target.shift(...asked)) },
    });
    const found = await run('endpoint', 'all-at-once', { reverts: 1 }, { mostStates: 20_000 }, { target, wrap });
    expect(sentencesOf(found)).toContainEqual(expect.stringContaining('the channel names 1.2.0, and traffic is at'));
  });
});

function bound(target: Ports['target']): Ports['target'] {
  return {
    prepare: (servable) => target.prepare(servable),
    observe: () => target.observe(),
    shift: (...asked) => target.shift(...asked),
    settle: (...asked) => target.settle(...asked),
  };
}

/** With how it comes to that: what fails here can be gone through line by line. */
function sentencesOf({ violations }: { violations: Array<{ what: string; trace: string[] }> }): string[] {
  return violations.map(({ what, trace }) => [what, ...trace].join('\n'));
}
