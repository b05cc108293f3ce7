import { judge } from '../../../lib/core/judge/judge.ts';
import { canaryPlan } from '../../support/plans.ts';
import { arm, judged, lastOf, lookWith, rulesWith, times, type Window } from './rollout.ts';

const window = (errors: number, requests = 100, rest = 900): Window => ({
  candidate: arm(requests, errors),
  champion: arm(rest, 0),
});
const loose = rulesWith({ promoteOn: 'no_regression' });

describe('what passes', () => {
  test('a step with enough good requests advances after its bake, however good they are', () => {
    const decisions = judged(times(3, window(0, 15, 135))).map(({ decision }) => decision);
    expect(decisions).toEqual(['continue', 'continue', 'advance']);
  });

  test('the last step takes proof that the candidate is no worse, and its sentence says with which numbers', () => {
    const ruling = lastOf(times(20, window(0, 30, 30)), {
      rules: rulesWith({ patience: 10 }),
      plan: canaryPlan([50], 3),
    });
    expect(ruling).toMatchObject({ decision: 'promote', verdict: 'pass' });
    expect(ruling.sentence).toMatch(/0 of \d+ requests .* allowed: 2 points more, e-value [\d.]+ of 20 needed/);
  });

  test('without that proof the last step is inconclusive, however long it baked', () => {
    const ruling = lastOf(times(9, window(0, 5, 5)), { plan: canaryPlan([50]) });
    expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
    expect(ruling.sentence).toContain('undecided after 9 s');
    expect(ruling.sentence).toContain('not proven');
  });

  test('with promoteOn no_regression the bake and enough requests are enough', () => {
    const ruling = lastOf(times(3, window(0, 12, 12)), { rules: loose, plan: canaryPlan([50]) });
    expect(ruling).toMatchObject({ decision: 'promote', verdict: 'pass' });
  });

  test('proof ends a step before its bake is over', () => {
    const rulings = judged(times(60, window(0, 100, 100)), { plan: canaryPlan([50], 60) });
    expect(rulings.at(-1)?.decision).toBe('promote');
    expect(rulings.length).toBeLessThan(10);
  });

  test('a first release that nobody calls yet is promoted after its bake', () => {
    const first = { hasChampion: false, plan: canaryPlan([100]) };
    const nobody = times(3, { candidate: null, champion: null });
    expect(judged(nobody, first).map(({ decision }) => decision)).toEqual(['continue', 'continue', 'promote']);
  });
});

describe('what goes back', () => {
  test('a proven excess of errors, at once, and told with both numbers', () => {
    const ruling = judge(lookWith({ ...window(15) }));
    expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
    expect(ruling.sentence).toBe(
      'the candidate fails more than allowed: 15 of 100 requests (15 %) against 0 of 900 requests (0 %) of the champion; allowed: 2 points more, e-value more than a million of 100 needed',
    );
  });

  test('windows that prove nothing by themselves add up to proof', () => {
    expect(judge(lookWith({ ...window(3, 50, 450) })).decision).toBe('continue');
    const rulings = judged(times(9, window(3, 50, 450)));
    expect(rulings.at(-1)).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
    expect(rulings.length).toBeLessThan(9);
  });

  test('what an earlier step showed still counts', () => {
    const rules = rulesWith({ maxErrorRate: 0.05 });
    const plan = canaryPlan([10, 50], 1);
    expect(judge(lookWith({ ...window(15), plan, rules })).decision).toBe('roll_back');
    const [first, second] = judged([window(0), window(15)], { plan, rules });
    expect([first?.decision, second?.decision]).toEqual(['advance', 'continue']);
  });

  test('while an operator holds the rollout, too', () => {
    expect(judge(lookWith({ ...window(15), paused: true }))).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  });

  test('a first release on errors, as any other', () => {
    const first = { hasChampion: false, plan: canaryPlan([100]), champion: null };
    expect(judge(lookWith({ ...first, candidate: arm(20, 1) })).decision).toBe('continue');
    expect(judge(lookWith({ ...first, candidate: arm(100, 15) }))).toMatchObject({
      decision: 'roll_back',
      verdict: 'fail',
    });
  });

  test('too many errors to pass but too few to prove, when time runs out', () => {
    const ruling = lastOf([window(2, 6, 54), ...times(8, window(0, 6, 54))]);
    expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
    expect(ruling.sentence).toContain('2 of 54 requests (3.7 %) of the candidate failed; 2 % are allowed');
    expect(ruling.sentence).toContain('when time ran out');
  });
});

describe('what does not pass', () => {
  test('no data is inconclusive when time runs out', () => {
    const rulings = judged(times(9, { candidate: null, champion: arm(900, 0) }));
    expect(rulings.map(({ decision }) => decision)).toEqual([...Array(8).fill('continue'), 'roll_back']);
    expect(rulings.at(-1)).toMatchObject({ verdict: 'inconclusive' });
    expect(rulings.at(-1)?.sentence).toContain('only 0 requests in 9 s; 30 are needed to judge');
  });

  test('a candidate without a champion beside it has nothing to be compared with', () => {
    const alone = lastOf(times(9, { candidate: arm(100, 0), champion: null }));
    expect(alone).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
    expect(alone.sentence).toContain('the champion answered nothing');
  });

  test('where a fresh baseline was promised, the old version does not stand in for it', () => {
    const plan = canaryPlan([10]);
    const compared = { ...plan, steps: plan.steps.map((step) => ({ ...step, manner: 'compared' as const })) };
    const stale = times(9, { candidate: arm(100, 0), champion: arm(900, 0) });
    expect(lastOf(stale, { plan: compared, rules: loose })).toMatchObject({ verdict: 'inconclusive' });
    const fresh = times(9, { candidate: arm(100, 0), champion: arm(100, 0, { baseline: true }) });
    expect(lastOf(fresh, { plan: compared, rules: loose })).toMatchObject({ verdict: 'pass' });
  });

  test('held rollouts wait, and their time does not run out', () => {
    const held = { ...window(0), paused: true, secondsInStep: 100 };
    expect(judged(times(12, held), { rules: loose }).map(({ decision }) => decision)).toEqual(
      Array(12).fill('continue'),
    );
  });

  test('with atDeadline hold what is undecided waits for an operator, and says so', () => {
    const rulings = judged(times(12, window(0, 5, 45)), {
      rules: rulesWith({ atDeadline: 'hold', minRequests: 1_000 }),
    });
    expect(rulings.map(({ decision }) => decision)).toEqual(Array(12).fill('continue'));
    expect(rulings.at(-1)?.sentence).toContain('until an operator decides');
  });

  test('windows of the warm-up count for neither version', () => {
    const rules = rulesWith({ warmUpWindows: 2, promoteOn: 'no_regression' });
    const rulings = judged([window(50), window(50), window(0)], { rules });
    expect(rulings.map(({ decision }) => decision)).toEqual(['continue', 'continue', 'advance']);
    expect(rulings[2]?.sentence).toContain('100 requests at 10 %, 0 failed');
    expect(rulings[0]?.sentence).toContain('window 1 of 2');
  });
});

describe('the state', () => {
  test('what the judge left behind must come back: lost or foreign, nothing is judged', () => {
    const { state } = judge(lookWith({ ...window(0) }));
    const earlier = [{ step: 0, ...window(0) }];
    expect(() => judge(lookWith({ ...window(0), earlier }))).toThrow('cannot read what it left behind');
    for (const foreign of [null, {}, 'x', { ...(state as object), version: 2 }, { ...(state as object), more: 1 }])
      expect(() => judge(lookWith({ ...window(0), earlier, state: foreign }))).toThrow(
        'cannot read what it left behind',
      );
  });

  test('a window of an earlier step comes too late', () => {
    const { state } = judge(lookWith({ ...window(0), step: 1 }));
    expect(() => judge(lookWith({ ...window(0), step: 0, state }))).toThrow('came after');
  });

  test.each([
    ['counts that are none', arm(10, 11)],
    ['a NaN of requests', arm(Number.NaN, 0)],
    ['a latency that is none', arm(10, 0, { p99Ms: Number.NaN })],
  ])('%s are not judged', (_, candidate) => {
    expect(() => judge(lookWith({ candidate, champion: arm(90, 0) }))).toThrow();
  });

  test('each e-value comes with the bar that it alone would have to cross', () => {
    const { statistics } = judge(lookWith({ ...window(0) }));
    const bars = new Map(statistics.map(({ measure, proves, bar }) => [`${measure} ${proves}`, bar]));
    expect(bars.get('errors worse')).toBeCloseTo(Math.log(100 / 0.8));
    expect(bars.get('error-limit worse')).toBeCloseTo(Math.log(100 / 0.2));
    expect(bars.get('errors no-worse')).toBeCloseTo(Math.log(20));
    expect(bars.get('traffic-share worse')).toBeCloseTo(Math.log(100));
  });
});
