import { canaryPlan } from '../../../support/plans.ts';
import { arm, judged, lastOf, rulesWith, times } from '../rollout.ts';

const rules = rulesWith({ promoteOn: 'no_regression' });
const split = (candidate: number, champion: number) => ({ candidate: arm(candidate, 0), champion: arm(champion, 0) });

test('traffic that chance does not explain passes nothing, takes nothing back before its time, and ends inconclusive', () => {
  const rulings = judged(times(9, split(300, 700)), { rules, plan: canaryPlan([10]) });
  expect(rulings.slice(0, 8).map(({ decision }) => decision)).toEqual(Array(8).fill('continue'));
  expect(rulings.at(-1)).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
  expect(rulings.at(-1)?.sentence).toMatch(/got 30 % of the traffic instead of 10 % \(2,400 of 8,000\)/);
});

test('proof of a regression takes back all the same', () => {
  const bad = { candidate: arm(300, 60), champion: arm(700, 0) };
  expect(lastOf(times(9, bad), { rules, plan: canaryPlan([10]) })).toMatchObject({ verdict: 'fail' });
});

test('the first window of a step may hold requests that were routed as before', () => {
  const rulings = judged([...times(2, split(100, 900)), split(100, 900), ...times(5, split(500, 500))], { rules });
  expect(rulings.at(-1)).toMatchObject({ decision: 'promote' });
});

test('beside a fresh baseline both get as much', () => {
  const plan = canaryPlan([10]);
  const compared = { ...plan, steps: plan.steps.map((step) => ({ ...step, manner: 'compared' as const })) };
  const windows = (candidate: number) =>
    times(9, { candidate: arm(candidate, 0), champion: arm(100, 0, { baseline: true }) });
  expect(lastOf(windows(100), { rules, plan: compared }).verdict).toBe('pass');
  expect(lastOf(windows(200), { rules, plan: compared }).verdict).toBe('inconclusive');
});

test('in a sticky split it is users that are divided, however many requests each makes', () => {
  const strategy = {
    kind: 'ab',
    candidatePercent: 50,
    userHeader: 'x-user-id',
    horizonSeconds: 9,
    metric: { name: 'conversion', lowest: 0, highest: 1, better: 'higher' },
    minEffect: 0,
    atHorizon: 'promote',
  } as const;
  const step = { manner: 'sticky' as const, percent: 50, bakeSeconds: 9, deadlineSeconds: 9 };
  const plan = { strategy: 'ab', steps: [step], windowSeconds: 1 };
  const users = (count: number) => ({ outcomes: { count, sum: count / 2, sumOfSquares: count / 2 } });
  const heavy = { candidate: arm(500, 0, users(40)), champion: arm(100, 0, users(40)) };
  expect(lastOf(times(9, heavy), { strategy, plan }).decision).toBe('promote');
  const lost = { candidate: arm(100, 0, users(40)), champion: arm(100, 0, users(80)) };
  expect(lastOf(times(9, lost), { strategy, plan })).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
});
