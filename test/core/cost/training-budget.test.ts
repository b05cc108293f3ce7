import fc from 'fast-check';
import {
  type BudgetLimits,
  type PaidTraining,
  stricter,
  trainingDollars,
} from '../../../lib/core/cost/paid-training.ts';
import { type BudgetQuestion, planTraining } from '../../../lib/core/cost/training-budget.ts';

/** $0.01 a minute. */
const build: PaidTraining = {
  ...{ kind: 'build', size: 'BUILD_GENERAL1_MEDIUM', count: 1, spot: false, limitSeconds: 8 * 3_600 },
  budget: {},
};
/** $0.46 an hour for the two. */
const instances: PaidTraining = { ...build, kind: 'instances', size: 'ml.m5.xlarge', count: 2, limitSeconds: 86_400 };

const question = (given: Partial<BudgetQuestion>): BudgetQuestion => ({
  ...{ training: build, region: 'us-east-1', limits: {}, policySeconds: 3_600, typicalSeconds: null },
  ...{ month: '2026-11', spentDollars: 0, decidedAt: '2026-11-28T00:00:00.000Z' },
  ...given,
});

test('without a limit nothing is judged, and the policy and the job say how long it may take', () => {
  expect(planTraining(question({}))).toEqual({ seconds: 3_600, minutes: 480, dollarsAtMost: expect.closeTo(4.8, 9) });
});

test('what its time would cost more than a run may is refused, with both numbers', () => {
  const { gate } = planTraining(question({ limits: { maxDollarsPerRun: 0.5 } }));
  expect(gate).toMatchObject({
    gate: 'budget',
    verdict: 'fail',
    sentence: 'training would cost about $0.60; $0.50 a run are allowed',
    checks: [{ check: 'run-budget', observed: 0.6, allowed: 'at most $0.50 a run' }],
  });
});

test('what trainings took before is what this one is taken to need, and its time ends where the money does', () => {
  const plan = planTraining(question({ limits: { maxDollarsPerRun: 0.5 }, typicalSeconds: 600 }));
  // 50 minutes are paid for, of which 10 are for all around the training.
  expect(plan).toMatchObject({ seconds: 2_400, minutes: 50, dollarsAtMost: expect.closeTo(0.5, 9) });
  expect(plan.gate).toMatchObject({
    verdict: 'pass',
    sentence: expect.stringMatching(/cost \$0\.50 at most; \$0\.00/),
  });
});

test('a policy that allows less time than trainings took before is held to its own time', () => {
  const limits = { maxDollarsPerRun: 0.5 };
  const at = (policySeconds: number) => planTraining(question({ limits, typicalSeconds: 36_000, policySeconds })).gate;
  expect(at(36_000)?.verdict).toBe('fail');
  // 20 minutes, and ten around them.
  expect(at(1_200)).toMatchObject({ verdict: 'pass', facts: { neededDollars: 0.3 } });
});

test('what others have spent and reserved in a month counts, and the last cent may be used', () => {
  const limits = { maxDollarsPerMonth: 100 };
  const at = (spentDollars: number) =>
    planTraining(question({ training: instances, limits, spentDollars, policySeconds: 7_200 }));
  expect(at(99.08).gate?.verdict).toBe('pass');
  expect(at(99.09).gate).toMatchObject({
    verdict: 'fail',
    sentence:
      'training would cost about $0.92, and $99.09 are spent or reserved in 2026-11; $100.00 a month are allowed',
  });
  expect(at(99.08).seconds).toBeLessThanOrEqual(7_200);
});

test('a month that is over its budget lets nothing through, however small', () => {
  const plan = planTraining(question({ limits: { maxDollarsPerMonth: 1 }, spentDollars: 2, policySeconds: 1 }));
  expect(plan.gate?.verdict).toBe('fail');
});

test('a limit on what has no price is refused, and no limit is not', () => {
  const training = { ...instances, size: 'ml.p9.huge' };
  expect(() => planTraining(question({ training, limits: { maxDollarsPerRun: 1 } }))).toThrow(/no ml\.p9\.huge/);
  expect(planTraining(question({ training })).dollarsAtMost).toBeNull();
});

test('of two limits the stricter one holds', () => {
  const both: BudgetLimits = { maxDollarsPerRun: 2, maxDollarsPerMonth: 10 };
  expect(stricter(both, { maxDollarsPerRun: 1 })).toEqual({ maxDollarsPerRun: 1, maxDollarsPerMonth: 10 });
  expect(stricter({}, {})).toEqual({});
});

test('whatever is let through cannot cost more than the run or the month has left', () => {
  const dollars = fc.double({ min: 0.01, max: 50, noNaN: true });
  fc.assert(
    fc.property(
      fc.record({
        training: fc.constantFrom(build, instances),
        limits: fc.record({ maxDollarsPerRun: dollars, maxDollarsPerMonth: dollars }, { requiredKeys: [] }),
        policySeconds: fc.integer({ min: 1, max: 86_400 }),
        typicalSeconds: fc.option(fc.integer({ min: 1, max: 86_400 })),
        spentDollars: fc.double({ min: 0, max: 50, noNaN: true }),
      }),
      (given) => {
        const asked = question(given);
        const { gate, seconds, minutes } = planTraining(asked);
        if (gate?.verdict !== 'pass') return;
        const { training, limits, spentDollars } = asked;
        const hard = training.kind === 'build' ? minutes * 60 : seconds;
        const left = Math.min(
          limits.maxDollarsPerRun ?? Infinity,
          (limits.maxDollarsPerMonth ?? Infinity) - spentDollars,
        );
        expect(trainingDollars(training, 'us-east-1', hard)).toBeLessThanOrEqual(left + 1e-6);
        expect(seconds).toBeLessThanOrEqual(asked.policySeconds);
      },
    ),
  );
});
