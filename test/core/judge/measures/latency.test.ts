import fc from 'fast-check';
import { latencyBin } from '../../../../lib/core/rollout/traffic.ts';
import { canaryPlan } from '../../../support/plans.ts';
import { arm, judged, lastOf, rulesWith, times } from '../rollout.ts';

const rules = rulesWith({ latency: { quantile: 0.99, maxRatio: 1.5 }, maxLatencyP99Ms: 1e9 });
const plan = canaryPlan([10], 100);
const beside = { ...plan, steps: plan.steps.map((step) => ({ ...step, manner: 'compared' as const })) };
/** So many requests at `ms`, one in 20 at ten times that. */
const timed = (requests: number, ms: number) =>
  arm(requests, 0, {
    latencies: {
      [latencyBin(ms)]: requests - Math.ceil(requests / 20),
      [latencyBin(10 * ms)]: Math.ceil(requests / 20),
    },
  });

test('a quantile more than so many times the champion’s is found from the latencies themselves, and told', () => {
  const slow = times(30, { candidate: timed(200, 40), champion: timed(1_800, 20) });
  const ruling = lastOf(slow, { rules, plan });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toMatch(
    /40\d ms against 20\d ms of the champion at the 99th percentile; allowed: 1.5 times as long/,
  );
});

test('as slow as allowed is not taken back', () => {
  const allowed = times(30, { candidate: timed(200, 28), champion: timed(1_800, 20) });
  expect(lastOf(allowed, { rules, plan, paused: true }).decision).toBe('continue');
});

test('beside a fresh baseline the windows’ percentiles are enough', () => {
  const window = (ms: number) => ({
    candidate: arm(50, 0, { p99Ms: ms }),
    champion: arm(50, 0, { p99Ms: 20, baseline: true }),
  });
  expect(lastOf(times(40, window(31)), { rules, plan: beside, paused: true })).toMatchObject({ verdict: 'fail' });
  expect(lastOf(times(40, window(29)), { rules, plan: beside, paused: true }).decision).toBe('continue');
});

test('a regression that only shows at a larger share is found there', () => {
  const steps = canaryPlan([10, 50], 3);
  const loose = { ...rules, promoteOn: 'no_regression' as const };
  const fast = { candidate: timed(200, 5), champion: timed(1_800, 20) };
  const slow = { candidate: timed(1_000, 60), champion: timed(1_000, 20) };
  const ruling = lastOf([...times(3, fast), ...times(9, slow)], { rules: loose, plan: steps });
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
});

describe('the bound', () => {
  const bounded = rulesWith();
  const slow = (ms: number) => ({ candidate: arm(100, 0, { p99Ms: ms }), champion: arm(900, 0) });

  test('two slow windows in a row go back; one does not pass either', () => {
    const [first, second] = judged([slow(900), slow(800)], { rules: bounded, plan: canaryPlan([10], 1) });
    expect(first?.decision).toBe('continue');
    expect(first?.sentence).toContain('above 500 ms in the last window (900 ms)');
    expect(second).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
    expect(second?.sentence).toContain('above 500 ms in 2 windows in a row (last 800 ms)');
  });

  test('a window without requests neither counts nor breaks the row', () => {
    const none = { candidate: null, champion: arm(900, 0) };
    expect(lastOf([slow(900), none, slow(900)])).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
    expect(lastOf([slow(900), slow(10), slow(900)], { rules: bounded }).decision).toBe('continue');
  });

  test('a candidate whose latency nobody measured does not pass', () => {
    const blind = { candidate: arm(100, 0, { p50Ms: null, p99Ms: null }), champion: arm(900, 0) };
    const ruling = lastOf(times(9, blind), { plan: canaryPlan([10]) });
    expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'inconclusive' });
    expect(ruling.sentence).toContain('no latency of the candidate was measured');
  });
});

test('the unit of a latency beside a baseline changes no decision', () => {
  const ms = fc.double({ min: 1, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(ms, ms), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: -6, max: 6 }),
      (pairs, power) => {
        const windows = (factor: number) =>
          pairs.map(([a, b]) => ({
            candidate: arm(50, 0, { p99Ms: a * factor }),
            champion: arm(50, 0, { p99Ms: b * factor, baseline: true }),
          }));
        const decisions = (factor: number) =>
          judged(windows(factor), { rules, plan: beside, paused: true }).map(({ decision }) => decision);
        // 1.5 times a value is not always the same double after scaling, so ties of the ratio are left out.
        fc.pre(pairs.every(([a, b]) => Math.abs(a / b - 1.5) > 1e-9));
        expect(decisions(10 ** power)).toEqual(decisions(1));
      },
    ),
    { numRuns: 50 },
  );
});
