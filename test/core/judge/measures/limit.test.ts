import fc from 'fast-check';
import { limitNext, limitStart, logAboveE, logBelowE, logBeyondE } from '../../../../lib/core/judge/measures/limit.ts';
import { expectation } from '../statistics/expectation.ts';

const unit = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test('no allowed rate makes the e-value more than 1 on average, above the limit or below', () => {
  fc.assert(
    fc.property(unit, unit, (limit, part) => {
      const none = { candidate: 30, champion: 0 };
      const within = part * limit;
      const beyond = limit + part * (1 - limit);
      const above = expectation(none, { p1: within, p0: 0 }, ({ candidate }) => Math.exp(logAboveE(candidate, limit)));
      const below = expectation(none, { p1: beyond, p0: 0 }, ({ candidate }) => Math.exp(logBelowE(candidate, limit)));
      expect(above).toBeLessThanOrEqual(1 + 1e-9);
      expect(below).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { numRuns: 100 },
  );
});

test('correlated windows count as one value each, however many requests they hold', () => {
  const after = (requests: number, correlated: boolean) => {
    let state = limitStart;
    for (let i = 0; i < 10; i += 1)
      state = limitNext(state, { requests, errors: requests / 10 }, 0.02, 0.01, correlated);
    return logBeyondE(state, 0.02);
  };
  expect(after(1_000, true)).toBeCloseTo(after(10, true), 10);
  expect(after(1_000, false)).toBeGreaterThan(5 * after(10, false));
});

test('a limit of 0 is broken by one failure and proven by nothing; a limit of 1 is never broken', () => {
  expect(logAboveE({ requests: 1_000, errors: 1 }, 0)).toBeGreaterThan(100);
  expect(logBelowE({ requests: 1_000, errors: 0 }, 0)).toBe(0);
  expect(logAboveE({ requests: 1_000, errors: 1_000 }, 1)).toBe(0);
  expect(logBelowE({ requests: 0, errors: 0 }, 0.5)).toBe(0);
});
