import { sdkKinds } from './kinds.ts';
import { tour } from './tour.ts';

/** `npm run bench -- explorer-sdk` takes each pair of a call and what may happen at it; here each 997th, some 20 seconds on one core. */
const stride = 997;
/** All in all; less than this has lost something. */
const leastCases = 150;

const ways = Object.entries(sdkKinds).flatMap(([name, kind]) =>
  kind.strategies.flatMap((strategy) => (['pass', 'fail'] as const).map((says) => ({ name, kind, strategy, says }))),
);

describe('the real targets over the services: whatever happens at a call, a rollout comes to one release', () => {
  const counted: string[] = [];
  let cases = 0;
  afterAll(() => process.stdout.write(`${counted.join('\n')}\n${cases} rollouts in all\n`));

  test.each(ways)('$name with $strategy, and the judge says $says', async ({ name, kind, strategy, says }) => {
    // Each way begins elsewhere among the pairs, so that together they meet every kind of trouble.
    const from = (counted.length * 71) % stride;
    const found = await tour({ kind, strategy, says }, stride, from);
    counted.push(`${name} ${strategy} ${says}: ${found.calls} calls, ${found.cases} rollouts`);
    cases += found.cases;
    expect(found.violations.map(({ what, where, trace }) => [what, where, ...trace].join('\n'))).toEqual([]);
    expect(found.released).toBe(says === 'pass' ? '1.2.0' : '1.1.0');
    expect(found.calls).toBeGreaterThan(90);
    if (kind.outlook.deploys) expect(found.withoutCapacity).toBeGreaterThan(0);
  });

  test('are as many as there should be', () => {
    expect(cases).toBeGreaterThan(leastCases);
  });
});
