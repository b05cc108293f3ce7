import { canaryPlan } from '../../../support/plans.ts';
import { arm, judged, lastOf, rulesWith, times } from '../rollout.ts';

const plan = canaryPlan([10], 100);
const beside = { ...plan, steps: plan.steps.map((step) => ({ ...step, manner: 'compared' as const })) };
const fresh = (candidate: number, baseline: number) => ({
  candidate: arm(100, candidate),
  champion: arm(100, baseline, { baseline: true }),
});
const logOf = (all: ReturnType<typeof judged>, measure: string) =>
  all.at(-1)?.statistics.find((one) => one.measure === measure && one.proves === 'worse')?.logE ?? Number.NaN;

test('beside a fresh baseline windows are compared by sign: one catastrophic window is one vote', () => {
  const over = { plan: beside, rules: rulesWith({ maxErrorRate: 0.5, errors: { maxIncrease: 0 } }) };
  const burst = judged([fresh(100, 0)], over);
  expect(logOf(burst, 'errors')).toBe(0);
  const steady = lastOf(times(40, fresh(2, 1)), over);
  expect(steady).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(steady.sentence).toContain('of the champion');
});

test('what is worse by less than the margin allows is not taken back by sign', () => {
  const rules = rulesWith({ maxErrorRate: 0.05 });
  expect(logOf(judged(times(60, fresh(2, 1)), { plan: beside, rules, paused: true }), 'errors')).toBeLessThanOrEqual(0);
  expect(lastOf(times(60, fresh(8, 1)), { plan: beside, rules })).toMatchObject({ verdict: 'fail' });
});

test('errors that the champion shares do not count against the candidate', () => {
  const rules = rulesWith({ maxErrorRate: 0.3, errors: { maxIncrease: 0.01 } });
  const shared = times(30, { candidate: arm(100, 20), champion: arm(900, 180) });
  expect(logOf(judged(shared, { plan, rules, paused: true }), 'errors')).toBeLessThan(0);
});

test('a margin that allows everything proves nothing against the candidate', () => {
  const rules = rulesWith({ maxErrorRate: 1 });
  const all = judged(times(5, { candidate: arm(100, 100), champion: arm(900, 0) }), { plan, rules, paused: true });
  expect(all.map(({ decision }) => decision)).toEqual(Array(5).fill('continue'));
});

test('where no error is allowed, the first one is proof', () => {
  const rules = rulesWith({ maxErrorRate: 0 });
  expect(lastOf([{ candidate: arm(100, 1), champion: arm(900, 0) }], { plan, rules })).toMatchObject({
    verdict: 'fail',
  });
});

test('with all traffic on the candidate its rate is proven against the bound alone', () => {
  const whole = canaryPlan([100], 100);
  const ruling = lastOf(times(50, { candidate: arm(100, 0), champion: null }), { plan: whole });
  expect(ruling).toMatchObject({ decision: 'promote', verdict: 'pass' });
  expect(ruling.sentence).toContain('allowed: 2 %, e-value');
});
