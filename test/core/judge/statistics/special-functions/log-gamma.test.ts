import fc from 'fast-check';
import {
  logBeta,
  logGamma,
  stirlingCorrection,
} from '../../../../../lib/core/judge/statistics/special-functions/log-gamma.ts';
import { agrees, broken, oracle } from '../oracle.ts';

test('agrees with scipy.special.gammaln, also beside its zeros at 1 and 2', () => {
  const vectors = oracle<Array<{ x: number; value: number }>>('logGamma');
  // Beside a zero scipy itself is right to 2e-16 absolutely and no more.
  expect(
    broken(
      vectors,
      (v) => logGamma(v.x),
      (v) => v.value,
      1e-14,
      2e-16,
    ),
  ).toEqual([]);
});

test('is ln (n − 1)! for whole numbers', () => {
  let log = 0;
  for (let n = 2; n <= 170; n += 1) {
    log += Math.log(n);
    expect(agrees(logGamma(n + 1), log, 1e-14)).toBe(true);
  }
});

test('keeps the recurrence and the reflection of the beta function', () => {
  const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      expect(agrees(logGamma(a + 1), logGamma(a) + Math.log(a), 1e-13, 1e-14)).toBe(true);
      expect(logBeta(a, b)).toBe(logBeta(b, a));
    }),
  );
});

test('has a pole at 0 and no value below', () => {
  expect([logGamma(0), logGamma(-1), logGamma(Number.NaN)]).toEqual([Number.POSITIVE_INFINITY, Number.NaN, Number.NaN]);
});

test('what Stirling misses is continuous where the series takes over', () => {
  expect(agrees(stirlingCorrection(10 - 1e-12), stirlingCorrection(10), 1e-11)).toBe(true);
});
