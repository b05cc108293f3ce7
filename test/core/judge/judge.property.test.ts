import fc from 'fast-check';
import { judge } from '../../../lib/core/judge/judge.ts';
import { canaryPlan } from '../../support/plans.ts';
import { arm, judged, lookWith, rulesWith, type Window } from './rollout.ts';

const rules = rulesWith();
const armOf = fc
  .record({
    requests: fc.nat(200),
    failing: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.2, noNaN: true })),
    p99Ms: fc.double({ min: 0, max: 800, noNaN: true }),
  })
  .map(({ requests, failing, p99Ms }) =>
    arm(requests, Math.floor(requests * failing), { p99Ms: requests === 0 ? null : p99Ms }),
  );
const window: fc.Arbitrary<Window> = fc.record({
  candidate: fc.option(armOf, { nil: null, freq: 10 }),
  champion: fc.option(armOf, { nil: null, freq: 10 }),
});
const windows = fc.array(window, { minLength: 1, maxLength: 20 });

test('whatever it sees, a step passes only on enough requests of both, allowed errors and allowed latency, and the last on proof', () => {
  fc.assert(
    fc.property(windows, fc.constantFrom<number[]>([10], [50], [10, 50]), (all, percents) => {
      const rulings = judged(all, { plan: canaryPlan(percents) });
      let first = 0;
      for (const [i, { decision, statistics }] of rulings.entries()) {
        if (decision !== 'advance' && decision !== 'promote') continue;
        const ofStep = all.slice(first, i + 1);
        const sum = (of: 'candidate' | 'champion', what: 'requests' | 'errors') =>
          ofStep.reduce((total, one) => total + (one[of]?.[what] ?? 0), 0);
        expect(sum('candidate', 'requests')).toBeGreaterThanOrEqual(rules.minRequests);
        expect(sum('champion', 'requests')).toBeGreaterThan(0);
        expect(sum('candidate', 'errors') / sum('candidate', 'requests')).toBeLessThanOrEqual(rules.maxErrorRate);
        const measured = all.slice(0, i + 1).flatMap((one) => one.candidate?.p99Ms ?? []);
        expect(measured.at(-1)).toBeLessThanOrEqual(rules.maxLatencyP99Ms);
        const proof = statistics.find(({ proves }) => proves === 'no-worse');
        if (decision === 'promote') expect(proof?.logE).toBeGreaterThanOrEqual(Math.log(1 / rules.beta));
        else if (ofStep.length < 3) expect(proof?.logE).toBeGreaterThanOrEqual(Math.log(1 / rules.beta));
        first = i + 1;
      }
    }),
    { numRuns: 300 },
  );
});

test('a ruling follows from the window and the state alone, and the state is JSON', () => {
  fc.assert(
    fc.property(windows, window, (all, now) => {
      const state = judged(all, { paused: true, rules: rulesWith({ alpha: 1e-9 }) }).at(-1)?.state;
      const look = lookWith({ ...now, secondsInStep: 4, earlier: [{ step: 0, ...now }] });
      const stored: unknown = JSON.parse(JSON.stringify(state));
      expect(stored).toEqual(state);
      const ruling = judge({ ...look, state });
      expect(judge({ ...look, state: stored, earlier: [] })).toEqual(ruling);
      expect(judge({ ...look, state: stored })).toEqual(ruling);
    }),
    { numRuns: 100 },
  );
});

test('while an operator holds it, no sequence of windows passes', () => {
  fc.assert(
    fc.property(windows, fc.double({ min: 0, max: 1e6, noNaN: true }), (all, secondsInStep) => {
      const held = all.map((one) => ({ ...one, paused: true, secondsInStep }));
      for (const { decision } of judged(held)) expect(['continue', 'roll_back']).toContain(decision);
    }),
    { numRuns: 100 },
  );
});

test('without a request of the candidate nothing passes, however long it takes', () => {
  const none = fc.constantFrom(null, arm(0, 0, { p50Ms: null, p99Ms: null }));
  const empty = fc.record({ candidate: none, champion: fc.option(armOf, { nil: null }) });
  fc.assert(
    fc.property(
      fc.array(empty, { minLength: 1, maxLength: 30 }),
      fc.constantFrom('proof', 'no_regression'),
      (all, promoteOn) => {
        for (const { decision, verdict } of judged(all, { rules: rulesWith({ promoteOn }) })) {
          expect(['continue', 'roll_back']).toContain(decision);
          expect(verdict).not.toBe('pass');
        }
      },
    ),
    { numRuns: 100 },
  );
});
