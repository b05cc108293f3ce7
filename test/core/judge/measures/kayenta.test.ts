import { canaryPlan } from '../../../support/plans.ts';
import { arm, judged, lastOf, rulesWith } from '../rollout.ts';

const rules = rulesWith({ kayenta: { mode: 'fixed' }, patience: 3 });
const plan = canaryPlan([10, 50], 10);
const windows = (count: number, candidate: (i: number) => number, p99 = (i: number) => 20 + (i % 5)) =>
  Array.from({ length: count }, (_, i) => ({
    candidate: arm(1_000, candidate(i), { p99Ms: p99(i) }),
    champion: arm(9_000, 45 + (i % 5), { p99Ms: 20 + ((i + 2) % 5) }),
  }));
const alike = (i: number) => 5 + (i % 2);

test('it is judged at the end of each bake, and by nothing else: even what our own tests would take back at once', () => {
  const rulings = judged(
    windows(10, () => 400),
    { rules, plan },
  );
  expect(rulings.map(({ decision }) => decision)).toEqual([...Array(9).fill('continue'), 'roll_back']);
  expect(rulings.at(-1)).toMatchObject({ verdict: 'fail' });
  expect(rulings.at(-1)?.sentence).toMatch(/^Kayenta's judge: score 0.*the critical metric error rate is High/);
});

test('a passing score advances, and promotes in the last step', () => {
  const rulings = judged(windows(20, alike), {
    rules,
    plan: { ...plan, steps: plan.steps.map((s) => ({ ...s, percent: 10 })) },
  });
  expect(rulings.map(({ decision }) => decision).filter((one) => one !== 'continue')).toEqual(['advance', 'promote']);
});

test('a marginal score waits for the next bake, and is inconclusive in the end', () => {
  const marginal = rulesWith({ kayenta: { mode: 'fixed', pass: 75, marginal: 40 } });
  const slower = windows(30, alike, (i) => 60 + (i % 5));
  const ruling = lastOf(slower, { rules: marginal, plan: canaryPlan([10], 10) });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
  expect(ruling.sentence).toContain('marginal');
});

test('traffic that is not divided as configured does not pass there either', () => {
  const odd = windows(30, alike).map(({ candidate, champion }) => ({
    candidate,
    champion: { ...champion, requests: 1_000, errors: 5 },
  }));
  expect(lastOf(odd, { rules, plan: canaryPlan([10], 10) })).toMatchObject({ verdict: 'inconclusive' });
});
