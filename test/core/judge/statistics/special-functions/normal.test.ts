import fc from 'fast-check';
import { normalCdf, normalQuantile } from '../../../../../lib/core/judge/statistics/special-functions/normal.ts';
import { agrees, broken, oracle } from '../oracle.ts';

const vectors = oracle<{ cdf: Array<{ x: number; value: number }>; quantile: Array<{ p: number; value: number }> }>(
  'normal',
);

test('agrees with scipy.stats.norm.cdf out to 37 standard deviations', () => {
  expect(
    broken(
      vectors.cdf,
      (v) => normalCdf(v.x),
      (v) => v.value,
      1e-12,
    ),
  ).toEqual([]);
});

test('agrees with scipy.stats.norm.ppf', () => {
  expect(
    broken(
      vectors.quantile,
      (v) => normalQuantile(v.p),
      (v) => v.value,
      1e-12,
      // Beside the median ln p says as much about p as its last place.
      1e-16,
    ),
  ).toEqual([]);
  expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1), normalQuantile(Number.NaN)]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NaN,
  ]);
});

test('the quantile undoes the distribution function', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-200, max: 1, maxExcluded: true, noNaN: true }), (p) => {
      expect(agrees(normalCdf(normalQuantile(p)), p, 1e-11)).toBe(true);
    }),
  );
});
