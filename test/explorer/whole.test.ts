import { sentencesOf } from './explore.ts';
import { type Adversary, combinations, run } from './run.ts';

/** Each and every one, a write of ours that lands long after theirs among them. */
const whole: Array<[target: string, strategy: string, against: Adversary, least: number]> = [
  ...combinations.map(([target, strategy]) => [target, strategy, { faults: 1 }, 8_000] as (typeof whole)[number]),
  ['endpoint', 'all-at-once', { faults: 1, foreign: 1 }, 60_000],
  ['guardrails', 'all-at-once', { faults: 1, waiting: true }, 50_000],
];

describe('whatever goes wrong, a rollout comes to one release, and traffic and channel agree', () => {
  const counted: string[] = [];
  afterAll(() => process.stdout.write(`${counted.join('\n')}\n`));

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
