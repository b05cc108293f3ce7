import type { Look } from '../../../../lib/core/judge/look.ts';
import { arm, judged, lastOf, rulesWith, times } from '../rollout.ts';

const strategy: Look['strategy'] = {
  kind: 'shadow',
  source: 'mirror',
  samplePercent: 100,
  maxDisagreement: 0.05,
  tolerance: 0,
};
const shadow = { manner: 'mirrored', percent: 100, bakeSeconds: 3, deadlineSeconds: 9 } as const;
const plan = { strategy: 'shadow', steps: [shadow], windowSeconds: 1 };
const mirrored = (disagreed: number, compared = 100) => ({
  candidate: arm(100, 0, { agreement: { compared, disagreed } }),
  champion: arm(100, 0),
});
const over = { strategy, plan, rules: rulesWith({ patience: 3 }) };

test('a shadow that fails no more and says the same is promoted, on both proofs', () => {
  const ruling = lastOf(times(9, mirrored(0)), over);
  expect(ruling).toMatchObject({ decision: 'promote', verdict: 'pass' });
  expect(ruling.sentence).toMatch(/0 of \d+ compared answers \(0 %\) differ; allowed: 5 %, e-value/);
});

test('one that says something else goes back, and nobody was answered by it', () => {
  const ruling = lastOf(times(9, mirrored(30)), over);
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toContain('answers differently more often than allowed: 30 of 100 compared answers (30 %)');
});

test('without compared answers nothing passes', () => {
  const blind = times(9, mirrored(0, 0));
  expect(lastOf(blind, { ...over, rules: rulesWith({ promoteOn: 'no_regression' }) })).toMatchObject({
    decision: 'roll_back',
    verdict: 'inconclusive',
  });
});

test('a shadow comes before the steps that follow it, and its agreement is not asked of them', () => {
  const steps = [shadow, { manner: 'split', percent: 50, bakeSeconds: 3, deadlineSeconds: 9 } as const];
  const halves = { candidate: arm(100, 0), champion: arm(100, 0) };
  const rulings = judged([...times(3, mirrored(0)), ...times(9, halves)], { ...over, plan: { ...plan, steps } });
  expect(rulings.map(({ decision }) => decision).filter((one) => one !== 'continue')).toEqual(['advance', 'promote']);
});
