import type { Look } from '../../../../lib/core/judge/look.ts';
import { arm, judged, lastOf, rulesWith, times } from '../rollout.ts';

const test_ = (over: Record<string, unknown> = {}) =>
  ({
    kind: 'ab',
    candidatePercent: 50,
    userHeader: 'x-user-id',
    horizonSeconds: 20,
    metric: { name: 'conversion', lowest: 0, highest: 1, better: 'higher' },
    minEffect: 0.01,
    atHorizon: 'keep',
    ...over,
  }) as Look['strategy'];
const plan = {
  strategy: 'ab',
  steps: [{ manner: 'sticky', percent: 50, bakeSeconds: 20, deadlineSeconds: 20 }] as Look['plan']['steps'],
  windowSeconds: 1,
};
/** Users, and how many of them did what is hoped for. */
const users = (count: number, converted: number) =>
  arm(count, 0, { outcomes: { count, sum: converted, sumOfSquares: converted } });
const window = (candidate: number, champion: number) => ({
  candidate: users(1_000, candidate),
  champion: users(1_000, champion),
});

test('the candidate wins once it is better by more than minEffect, before the horizon', () => {
  const rulings = judged(times(20, window(400, 300)), { strategy: test_(), plan });
  expect(rulings.at(-1)).toMatchObject({ decision: 'promote', verdict: 'pass' });
  expect(rulings.length).toBeLessThan(20);
  expect(rulings.at(-1)?.sentence).toMatch(
    /conversion 0.4 of [\d,]+ users against 0.3 of [\d,]+ of the champion, a difference of/,
  );
});

test('it goes back once it is proven worse', () => {
  const ruling = lastOf(times(20, window(300, 400)), { strategy: test_(), plan });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toContain('worse by what decides');
});

test('where lower is better, lower wins', () => {
  const lower = test_({ metric: { name: 'complaints', lowest: 0, highest: 1, better: 'lower' } });
  expect(lastOf(times(20, window(300, 400)), { strategy: lower, plan }).decision).toBe('promote');
  expect(lastOf(times(20, window(400, 300)), { strategy: lower, plan })).toMatchObject({ verdict: 'fail' });
});

test('undecided at the horizon, the champion is kept, or the candidate promoted, as the policy says', () => {
  const even = times(20, window(300, 300));
  const kept = lastOf(even, { strategy: test_(), plan });
  expect(kept).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
  expect(kept.sentence).toContain('undecided after 20 s, and the policy keeps the champion then');
  const promoted = lastOf(even, { strategy: test_({ atHorizon: 'promote' }), plan });
  expect(promoted).toMatchObject({ decision: 'promote', verdict: 'pass' });
});

test('a winner that fails too often does not win', () => {
  const failing = { candidate: { ...users(1_000, 500), errors: 200 }, champion: users(1_000, 300) };
  expect(lastOf(times(20, failing), { strategy: test_(), plan })).toMatchObject({
    decision: 'roll_back',
    verdict: 'fail',
  });
});

test('without outcomes nothing is promoted, not even at the horizon', () => {
  const silent = times(20, { candidate: arm(1_000, 0), champion: arm(1_000, 0) });
  const rules = rulesWith({ promoteOn: 'no_regression' });
  expect(lastOf(silent, { strategy: test_({ atHorizon: 'promote' }), plan, rules })).toMatchObject({
    decision: 'roll_back',
    verdict: 'inconclusive',
  });
});

test('values in other units are told in those units', () => {
  const euros = test_({ metric: { name: 'basket', lowest: 0, highest: 200, better: 'higher' }, minEffect: 1 });
  const ruling = lastOf(times(20, window(400, 300)), { strategy: euros, plan });
  expect(ruling.sentence).toContain('basket 80 of');
  expect(ruling.sentence).toContain('higher by more than 1 wins');
});
