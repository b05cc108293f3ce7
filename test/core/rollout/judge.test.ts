import fc from 'fast-check';
import { judge, type Look } from '../../../lib/core/rollout/judge.ts';
import type { ArmWindow } from '../../../lib/core/rollout/traffic.ts';

const rules = { minRequests: 30, maxErrorRate: 0.02, maxLatencyP99Ms: 500, alpha: 0.01, patience: 3 };
const plan = { strategy: 'canary', stepPercents: [10, 50], windowSeconds: 1, bakeSeconds: 3 };
const arm = (requests: number, errors: number, p99Ms = 20): ArmWindow => ({
  servableId: 'c',
  requests,
  errors,
  p50Ms: 5,
  p99Ms,
});
const look = (over: Partial<Look>): Look => ({
  rules,
  plan,
  step: 0,
  secondsInStep: 3,
  earlier: [],
  candidate: arm(100, 0),
  hasChampion: true,
  ...over,
});

test('a step with enough good requests advances, the last one promotes', () => {
  expect(judge(look({})).decision).toBe('advance');
  expect(judge(look({ step: 1 }))).toMatchObject({ decision: 'promote', verdict: 'pass' });
});

test('before the bake is over it goes on, however good the numbers are', () => {
  expect(judge(look({ secondsInStep: 2 })).decision).toBe('continue');
});

test('a proven excess of errors goes back at once, without waiting for the bake', () => {
  const ruling = judge(look({ secondsInStep: 1, candidate: arm(100, 15) }));
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toContain('15 of 100');
  expect(ruling.sentence).toContain('2 % are allowed');
});

test('errors of an earlier step still count', () => {
  const earlier = [
    { step: 0, candidate: arm(100, 8) },
    { step: 1, candidate: arm(20, 6) },
  ];
  expect(judge(look({ step: 1, secondsInStep: 1, earlier, candidate: arm(1, 0) })).decision).toBe('roll_back');
});

test('two slow windows in a row go back; one does not pass either', () => {
  expect(judge(look({ candidate: arm(100, 0, 900) })).decision).toBe('continue');
  const earlier = [{ step: 0, candidate: arm(100, 0, 800) }];
  expect(judge(look({ earlier, candidate: arm(100, 0, 900) }))).toMatchObject({
    decision: 'roll_back',
    verdict: 'fail',
  });
});

test('no data never promotes: inconclusive when patience ends', () => {
  expect(judge(look({ candidate: null })).decision).toBe('continue');
  expect(judge(look({ candidate: null, secondsInStep: 9 }))).toMatchObject({
    decision: 'roll_back',
    verdict: 'inconclusive',
  });
});

test('a first release that nobody calls yet is promoted after its bake, and taken back on errors as any other', () => {
  const first = { hasChampion: false, plan: { ...plan, stepPercents: [100] } };
  expect(judge(look({ ...first, candidate: null, secondsInStep: 2 })).decision).toBe('continue');
  expect(judge(look({ ...first, candidate: null })).decision).toBe('promote');
  expect(judge(look({ ...first, candidate: arm(20, 1) })).decision).toBe('continue');
  expect(judge(look({ ...first, candidate: arm(100, 15) }))).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
});

test('too many errors to pass but too few to prove go back as failed when time runs out', () => {
  const ruling = judge(look({ candidate: arm(60, 3), secondsInStep: 9 }));
  expect(ruling).toMatchObject({ decision: 'roll_back', verdict: 'fail' });
  expect(ruling.sentence).toContain('when time ran out');
});

test('whatever it sees, it promotes only on enough requests, allowed errors and allowed latency', () => {
  const window = fc.record({
    requests: fc.nat(300),
    errors: fc.nat(300),
    p99Ms: fc.double({ min: 0, max: 2000, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(window, { maxLength: 6 }),
      window,
      fc.integer({ min: 0, max: 12 }),
      (past, now, secondsInStep) => {
        const toArm = ({ requests, errors, p99Ms }: typeof now) => arm(requests, Math.min(errors, requests), p99Ms);
        const earlier = past.map((w) => ({ step: 1, candidate: toArm(w) }));
        const candidate = toArm(now);
        const ruling = judge(look({ step: 1, secondsInStep, earlier, candidate }));
        if (ruling.decision !== 'promote') return;
        const all = [...earlier.map((w) => w.candidate), candidate];
        const requests = all.reduce((sum, w) => sum + w.requests, 0);
        expect(requests).toBeGreaterThanOrEqual(rules.minRequests);
        expect(all.reduce((sum, w) => sum + w.errors, 0) / requests).toBeLessThanOrEqual(rules.maxErrorRate);
        expect(candidate.p99Ms).toBeLessThanOrEqual(rules.maxLatencyP99Ms);
        expect(secondsInStep).toBeGreaterThanOrEqual(plan.bakeSeconds);
      },
    ),
  );
});
