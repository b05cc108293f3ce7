import fc from 'fast-check';
import {
  gammaP,
  gammaQ,
  logGammaP,
  logGammaQ,
} from '../../../../../lib/core/judge/statistics/special-functions/incomplete-gamma.ts';
import { broken, oracle } from '../oracle.ts';

test('agrees with scipy.special.gammainc and gammaincc', () => {
  const vectors = oracle<Array<{ a: number; x: number; p: number; q: number }>>('incompleteGamma');
  expect(
    broken(
      vectors,
      (v) => gammaP(v.a, v.x),
      (v) => v.p,
      1e-12,
      1e-290,
    ),
  ).toEqual([]);
  expect(
    broken(
      vectors,
      (v) => gammaQ(v.a, v.x),
      (v) => v.q,
      1e-12,
      1e-290,
    ),
  ).toEqual([]);
});

test('its logarithms hold far out, against sums with 60 digits', () => {
  const vectors = oracle<Array<{ a: number; x: number; log: number; tail: 'p' | 'q' }>>('gammaTails');
  const got = (v: (typeof vectors)[number]) => (v.tail === 'p' ? logGammaP(v.a, v.x) : logGammaQ(v.a, v.x));
  expect(broken(vectors, got, (v) => v.log, 1e-14)).toEqual([]);
});

test('is the exponential distribution at a = 1, and nothing or all at the ends', () => {
  expect(logGammaQ(1, 700)).toBeCloseTo(-700, 10);
  expect(logGammaQ(1, 1e6)).toBeCloseTo(-1e6, 8);
  expect([gammaP(3, 0), gammaQ(3, 0)]).toEqual([0, 1]);
  expect(gammaP(3, Number.POSITIVE_INFINITY)).toBe(1);
});

test('both sum to 1, and P rises with x', () => {
  const a = fc.double({ min: 1e-2, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(a, fc.double({ min: 1e-3, max: 4, noNaN: true }), (shape, factor) => {
      const x = shape * factor;
      expect(gammaP(shape, x) + gammaQ(shape, x)).toBeCloseTo(1, 12);
      expect(gammaP(shape, x * 1.01)).toBeGreaterThanOrEqual(gammaP(shape, x) * (1 - 1e-10));
    }),
  );
});
