import { percentile, withoutOutliers } from '../../../../lib/core/judge/kayenta/outliers.ts';
import { oracle } from './oracle.ts';

test.each(oracle.samples)('finds numpy’s percentiles: $name', ({ experiment, percentiles }) => {
  for (const { percent, value } of percentiles) {
    expect(Math.abs(percentile(experiment, percent) - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
  }
});

test('one value is every percentile', () => {
  expect([0, 37, 100].map((percent) => percentile([6], percent))).toEqual([6, 6, 6]);
});

test.each(oracle.samples)('drops what numpy finds beyond the fences: $name', ({ experiment, dropped }) => {
  for (const { factor, values } of dropped) {
    const kept = withoutOutliers(experiment, factor);
    expect(kept).toEqual(experiment.filter((value) => !values.includes(value)));
  }
});

test('no values have no percentile, and no outliers', () => {
  expect(percentile([], 50)).toBeNaN();
  expect(withoutOutliers([], 3)).toEqual([]);
});

test('the widened fences keep the 1st and 99th percentile', () => {
  // The 99th percentile of six values lies 95 % of the way from the fifth to the sixth: 38.25 of 5 and 40, so 40 goes.
  expect(withoutOutliers([3, 40, 4, 5, 4, 3], 1.5)).toEqual([3, 4, 5, 4, 3]);
  const spike = [...Array.from({ length: 200 }, (_, index) => index % 10), 1000];
  expect(withoutOutliers(spike, 3)).toEqual(spike.slice(0, -1));
  // Of a hundred values 9 are the 99th percentile, whatever the quartiles say.
  const rare = [...Array.from({ length: 98 }, () => 0), 9, 9, 9];
  expect(withoutOutliers(rare, 3)).toEqual(rare);
});

test('a value on a fence but for rounding is kept where slack allows it', () => {
  const values = [0.1, 0.1, 0.1, 0.1, 0.1 + 1e-12];
  expect(withoutOutliers(values, 3)).toHaveLength(4);
  expect(withoutOutliers(values, 3, 1e-10)).toHaveLength(5);
});
