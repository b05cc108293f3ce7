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

/** Each and every one, a write of ours that lands long after theirs among them. */
const whole: Array<[target: string, strategy: string, against: Adversary, least: number]> = [
  ...combinations.map(([target, strategy]) => [target, strategy, { faults: 1 }, 8_000] as (typeof whole)[number]),
  ['endpoint', 'all-at-once', { faults: 1, foreign: 1 }, 60_000],
  ['guardrails', 'all-at-once', { faults: 1, waiting: true }, 50_000],
];

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

  test.each(whole)('on %s with %s: everything that %j lets happen', async (target, strategy, against, least) => {
    const found = await run(target, strategy, against, { mostStates: 200_000 });
    counted.push(
      `${target} ${strategy}: ${found.states} states, ${found.ends} ends: all of ${JSON.stringify(against)}`,
    );
    expect(sentencesOf(found)).toEqual([]);
    expect(found).toMatchObject({ complete: true });
    expect(found.states).toBeGreaterThan(least);
  });
});

/** With how it comes to that: what fails here can be gone through line by line. */
function sentencesOf({ violations }: { violations: Array<{ what: string; trace: string[] }> }): string[] {
  return violations.map(({ what, trace }) => [what, ...trace].join('\n'));
}
