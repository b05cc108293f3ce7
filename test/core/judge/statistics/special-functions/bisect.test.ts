import fc from 'fast-check';
import { bisect } from '../../../../../lib/core/judge/statistics/special-functions/bisect.ts';

test('finds a root as exactly as doubles can say it, over any number of magnitudes', () => {
  fc.assert(
    fc.property(fc.integer({ min: -250, max: 0 }), (exponent) => {
      const root = 10 ** exponent;
      expect(Math.abs(bisect((x) => x - root, 0, 1) / root - 1)).toBeLessThan(1e-15);
    }),
  );
});

test('an infinite end does no harm, and without a change of sign the nearer end is the answer', () => {
  expect(bisect((x) => Math.log(x), 0, 4)).toBeCloseTo(1, 15);
  expect(bisect((x) => x + 5, 0, 1)).toBe(0);
  expect(bisect((x) => x - 5, 0, 1)).toBe(1);
});
