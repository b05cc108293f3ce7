import fc from 'fast-check';
import { canaryPlan } from '../../../support/plans.ts';
import { arm, judged, lastOf, rulesWith, times } from '../rollout.ts';

const metric = { name: 'margin', namespace: 'Shop', metric: 'Margin', stat: 'Average', better: 'higher' };
const rules = rulesWith({ metrics: [metric] });
const plan = canaryPlan([10], 100);
const beside = { ...plan, steps: plan.steps.map((step) => ({ ...step, manner: 'compared' as const })) };
const valued = (candidate: number, baseline: number, isBaseline = true) => ({
  candidate: arm(100, 0, { custom: { margin: candidate } }),
  champion: arm(isBaseline ? 100 : 900, 0, { custom: { margin: baseline }, baseline: isBaseline }),
});

test('a metric that is worse than the baseline’s window after window is taken back, and told by its name', () => {
  const ruling = lastOf(times(40, valued(4, 5)), { rules, plan: beside });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toMatch(/^margin of the candidate was lower than the champion's in (\d+) of \1 windows/);
  expect(lastOf(times(40, valued(5, 4)), { rules, plan: beside, paused: true }).decision).toBe('continue');
});

test('arms of different sizes are not compared, since a statistic depends on how many requests it is of', () => {
  const uneven = judged(times(40, valued(4, 5, false)), { rules, plan, paused: true });
  expect(uneven.at(-1)?.statistics.find((one) => one.measure === 'margin')?.logE).toBe(0);
  const halves = times(40, {
    candidate: arm(100, 0, { custom: { margin: 4 } }),
    champion: arm(100, 0, { custom: { margin: 5 } }),
  });
  expect(lastOf(halves, { rules, plan: canaryPlan([50], 100) })).toMatchObject({ verdict: 'fail' });
});

test('a metric without a value passes nothing; NaN is none', () => {
  const good = { candidate: arm(100, 0, { custom: { margin: Number.NaN } }), champion: arm(900, 0) };
  const ruling = lastOf(times(9, good), {
    rules: { ...rules, promoteOn: 'no_regression' },
    plan: canaryPlan([10]),
  });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
  expect(ruling.sentence).toContain('no value of margin was measured in this step');
});

test('the unit of a metric changes no decision, over 12 powers of ten', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: -6, max: 6 }),
      (pairs, power) => {
        // A difference must not vanish in the smallest numbers that there are.
        fc.pre(pairs.every(([a, b]) => a === b || Math.abs(a - b) > 1e-200));
        const statistics = (factor: number) =>
          judged(
            pairs.map(([a, b]) => valued(a * factor, b * factor)),
            { rules, plan: beside, paused: true },
          ).map((one) => [one.decision, one.statistics]);
        expect(statistics(10 ** power)).toEqual(statistics(1));
      },
    ),
    { numRuns: 100 },
  );
});

test('more windows than failureLimit that miss the condition go back, whatever the other version does', () => {
  const bounded = rulesWith({ metrics: [{ ...metric, successCondition: 'result >= 5', failureLimit: 2 }] });
  const rulings = judged(times(9, valued(4, 4, false)), { rules: bounded, plan });
  expect(rulings.map(({ decision }) => decision)).toEqual(['continue', 'continue', 'roll_back']);
  expect(rulings.at(-1)).toMatchObject({ verdict: 'fail' });
  expect(rulings.at(-1)?.sentence).toBe('margin of the candidate missed "result >= 5" in 3 windows; allowed: 2');
  expect(lastOf(times(9, valued(5, 4, false)), { rules: bounded, plan, paused: true }).decision).toBe('continue');
});
