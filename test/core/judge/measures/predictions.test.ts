import { canaryPlan } from '../../../support/plans.ts';
import { arm, judged, lastOf, rulesWith, times } from '../rollout.ts';

const plan = canaryPlan([10], 1_000);
const rules = rulesWith({ predictions: {} });
const saying = (bins: Record<string, number>, invalid = 0) => {
  const count = Object.values(bins).reduce((sum, one) => sum + one, invalid);
  return arm(count, 0, { predictions: { count, invalid, bins } });
};
const even = { a: 300, b: 300, c: 300 };

test('a model that answers one thing to everything is taken back by its predictions, and the label is named', () => {
  const collapsed = times(5, { candidate: saying({ a: 100 }), champion: saying(even) });
  const ruling = lastOf(collapsed, { rules, plan });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toMatch(/predicts "[abc]" for \d.* %.*the champion for 33.3 %; allowed: 20 points/);
});

test('a label that nobody saw in the first window is found among the rarer ones', () => {
  const before = times(2, { candidate: saying({ a: 100 }), champion: saying({ a: 900 }) });
  const after = times(4, { candidate: saying({ a: 20, z: 80 }), champion: saying({ a: 900 }) });
  expect(lastOf([...before, ...after], { rules, plan })).toMatchObject({ verdict: 'fail' });
});

test('shares that move by less than maxShift are let be', () => {
  const moved = times(30, { candidate: saying({ a: 45, b: 30, c: 25 }), champion: saying(even) });
  expect(lastOf(moved, { rules, plan, paused: true }).decision).toBe('continue');
});

test('where none may be invalid the first one is proof; where some may, the champion’s share counts', () => {
  const one = { candidate: saying({ a: 99 }, 1), champion: saying({ a: 900 }) };
  const ruling = lastOf([one], { rules, plan });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toContain('1 of 100 predictions (1 %) are invalid; allowed: 0 %');
  const loose = rulesWith({ predictions: { maxInvalidRate: 0.05 } });
  expect(lastOf(times(3, one), { rules: loose, plan }).decision).toBe('continue');
  const shared = times(30, { candidate: saying({ a: 90 }, 3), champion: saying({ a: 870 }, 29) });
  expect(lastOf(shared, { rules: loose, plan, paused: true }).decision).toBe('continue');
});

test('what a target cannot tell is not judged, and does not hold the rollout', () => {
  const silent = { candidate: arm(100, 0), champion: arm(900, 0) };
  const short = canaryPlan([10], 3);
  expect(lastOf(times(9, silent), { rules: { ...rules, promoteOn: 'no_regression' }, plan: short }).verdict).toBe(
    'pass',
  );
});

test('with predictions to watch, proof about errors does not shorten the bake', () => {
  const good = { candidate: saying({ a: 500, b: 500 }), champion: saying({ a: 500, b: 500 }) };
  const halves = canaryPlan([50], 6);
  expect(judged(times(20, good), { rules, plan: halves })).toHaveLength(6);
  expect(judged(times(20, good), { plan: halves }).length).toBeLessThan(6);
});
