import { cdfGap } from '../../../../lib/core/judge/statistics/cdf-gap.ts';
import { cdfBand } from '../../../../lib/core/judge/statistics/quantile-band.ts';

test('is the largest distance of the two distribution functions, and both bands at half of alpha', () => {
  const { gap, allowed } = cdfGap({ 1: 100, 5: 300 }, { 1: 500, 3: 300, 9: 200 }, 0.05);
  // After bin 1: 0.25 and 0.5; after 3: 0.25 and 0.8; after 5: 1 and 0.8.
  expect(gap).toBeCloseTo(0.55, 14);
  expect(allowed).toBeCloseTo(cdfBand(400, 0.025) + cdfBand(1000, 0.025), 14);
});

test('the same shape has no gap, whatever the counts; bins are numbers, so 10 comes after 9 and before none of them -1', () => {
  expect(cdfGap({ '-1': 1, 9: 2, 10: 3 }, { 10: 300, 9: 200, '-1': 100 }, 0.05).gap).toBeCloseTo(0, 14);
  expect(cdfGap({ '-1': 1, 9: 1 }, { 9: 1, 10: 1 }, 0.05).gap).toBeCloseTo(0.5, 14);
});

test('without values there is no gap to speak of, and no proof', () => {
  expect(cdfGap({}, { 1: 1000 }, 0.05)).toEqual({ gap: null, allowed: Number.POSITIVE_INFINITY });
  expect(() => cdfGap({ 1: -1 }, { 1: 1 }, 0.05)).toThrow('got -1');
});
