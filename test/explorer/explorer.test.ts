import { sentencesOf } from './explore.ts';
import { type Adversary, combinations, run } from './run.ts';

/** A search that finds less to do than this has lost something. */
const sampled = 600;

const samples: Record<string, Adversary> = {
  'two faults, operators at once, and what the service takes back': {
    faults: 2,
    switches: 1,
    waits: 1,
    reapers: 1,
    reverts: 1,
    operators: ['abort', 'promote', 'rollback', 'pause'],
  },
  'somebody else, whose change stands, and of which people are told once': {
    faults: 1,
    switches: 1,
    waits: 1,
    reapers: 1,
    foreign: 1,
    operators: ['abort'],
  },
  'a newer delivery that waits for its turn': { faults: 2, switches: 1, waiting: true },
  'a newer delivery that comes, and operators who name a release or take over': {
    faults: 1,
    switches: 1,
    deliveries: 1,
    foreign: 1,
    operators: ['rollback 1.0.0', 'rollback!'],
  },
};

describe('whatever goes wrong, a rollout comes to one release, and traffic and channel agree', () => {
  const counted: string[] = [];
  afterAll(() => process.stdout.write(`${counted.join('\n')}\n`));

  const some = combinations.flatMap((combination) =>
    Object.keys(samples).map((name) => [...combination, name] as const),
  );
  test.each(some)('on %s with %s: a sample of %s', async (target, strategy, name) => {
    const found = await run(target, strategy, samples[name] ?? {}, { mostStates: sampled, seed: 4 });
    counted.push(`${target} ${strategy}: ${found.states - 1} states, ${found.ends} ends, with ${name}`);
    expect(sentencesOf(found)).toEqual([]);
    expect(found.states).toBeGreaterThan(sampled);
    // With two deliveries one after the other it takes a while until the first.
    expect(found.ends).toBeGreaterThanOrEqual(sampled / 300);
  });
});
