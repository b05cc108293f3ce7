import fc from 'fast-check';
import { betaCdf, logBetaTails } from '../../../../../lib/core/judge/statistics/special-functions/incomplete-beta.ts';
import { agrees, broken, oracle } from '../oracle.ts';

test('both tails agree with scipy.stats.beta', () => {
  type Vector = { x: number; a: number; b: number; lower: number; upper: number };
  const vectors = oracle<Vector[]>('incompleteBeta');
  const tails = (v: Vector) => logBetaTails(v.x, v.a, v.b);
  expect(
    broken(
      vectors,
      (v) => Math.exp(tails(v).lower),
      (v) => v.lower,
      1e-12,
      1e-290,
    ),
  ).toEqual([]);
  expect(
    broken(
      vectors,
      (v) => Math.exp(tails(v).upper),
      (v) => v.upper,
      1e-12,
      1e-290,
    ),
  ).toEqual([]);
});

test('its logarithm holds far out, against binomial sums with 60 digits', () => {
  const vectors = oracle<Array<{ x: number; a: number; b: number; log: number }>>('betaTails');
  expect(
    broken(
      vectors,
      (v) => logBetaTails(v.x, v.a, v.b).upper,
      (v) => v.log,
      1e-14,
    ),
  ).toEqual([]);
  expect(
    broken(
      vectors,
      (v) => logBetaTails(1 - v.x, v.b, v.a).lower,
      (v) => v.log,
      1e-14,
    ),
  ).toEqual([]);
});

test('is nothing or all outside of (0, 1)', () => {
  expect([betaCdf(0, 2, 3), betaCdf(-1, 2, 3), betaCdf(1, 2, 3), betaCdf(2, 2, 3)]).toEqual([0, 0, 1, 1]);
});

test('both tails sum to 1, and swap with the parameters', () => {
  const shape = fc.double({ min: 1e-2, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(shape, shape, fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (a, b, x) => {
      const { lower, upper } = logBetaTails(x, a, b);
      expect(Math.exp(lower) + Math.exp(upper)).toBeCloseTo(1, 12);
      expect(agrees(Math.exp(logBetaTails(1 - x, b, a).upper), Math.exp(lower), 1e-8, 1e-12)).toBe(true);
    }),
  );
});
