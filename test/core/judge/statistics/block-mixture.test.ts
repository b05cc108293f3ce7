import fc from 'fast-check';
import { logMixtureE, mixtureNext, mixtureStart } from '../../../../lib/core/judge/statistics/block-mixture.ts';
import { expectation } from './expectation.ts';

const margin = fc.record({
  ratio: fc.double({ min: 1, max: 3, noNaN: true }),
  difference: fc.double({ min: 0, max: 0.2, noNaN: true }),
});

test('no rates that are allowed make the e-value of a next window more than 1 on average, whatever was seen before', () => {
  fc.assert(
    fc.property(
      margin,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(8),
      fc.nat(8),
      (allowed, p0, part, errors, others) => {
        // Anywhere in H0: p1 up to the line.
        const p1 = part * Math.min(1, allowed.ratio * p0 + allowed.difference);
        const before = mixtureNext(
          mixtureStart,
          { candidate: { requests: 8, errors }, champion: { requests: 20, errors: others } },
          allowed,
        );
        const ratio = expectation({ candidate: 6, champion: 9 }, { p1, p0 }, (window) =>
          Math.exp(logMixtureE(mixtureNext(before, window, allowed)) - logMixtureE(before)),
        );
        expect(ratio).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
    { numRuns: 200 },
  );
});

test('even the first window counts', () => {
  const window = { candidate: { requests: 100, errors: 15 }, champion: { requests: 900, errors: 4 } };
  expect(logMixtureE(mixtureNext(mixtureStart, window, { ratio: 1, difference: 0.01 }))).toBeGreaterThan(Math.log(1e6));
});

test('years without errors leave enough to find them when they come', () => {
  const margin = { ratio: 1, difference: 0 };
  const good = { candidate: { requests: 1_000_000, errors: 0 }, champion: { requests: 9_000_000, errors: 0 } };
  const bad = { candidate: { requests: 100, errors: 50 }, champion: { requests: 900, errors: 0 } };
  const after = mixtureNext(mixtureNext(mixtureStart, good, margin), bad, margin);
  expect(logMixtureE(mixtureNext(after, bad, margin))).toBeGreaterThan(Math.log(1e6));
});
