import { shiftInterval, wilcoxonDiff } from '../../../../lib/core/judge/kayenta/mann-whitney.ts';
import { oracle, sampleOf, times } from './oracle.ts';

/** What Kayenta's search is documented to miss a root by, in the metric's unit. */
const search = 1e-4;
const near = (value: number, expected: number) => Math.abs(value - expected) <= 1e-9 * Math.abs(expected);
const beyond = (value = Number.NaN, edges: number[]) =>
  Math.max(Math.min(...edges) - value, value - Math.max(...edges));

test.each(oracle.samples)('every root is one of scipy’s statistic but for the search’s error: $name', (sample) => {
  for (const { confidence, lower, upper } of sample.shifts) {
    const shift = shiftInterval(sample.experiment, sample.control, oracle.quantiles[confidence]);
    expect(beyond(shift?.lower, lower)).toBeLessThanOrEqual(search);
    expect(beyond(shift?.upper, upper)).toBeLessThanOrEqual(search);
    expect(beyond(shift?.estimate, sample.estimate)).toBeLessThanOrEqual(search);
  }
});

test.each(oracle.samples)('the standardized rank sum is that of scipy.stats.mannwhitneyu: $name', (sample) => {
  const { experiment, control, statistics } = sample;
  for (const { shift, value } of statistics) {
    for (const quantile of [0, oracle.quantiles[0.95], -oracle.quantiles[0.98]]) {
      const difference = wilcoxonDiff(experiment, control, shift, quantile) - (value - quantile);
      expect(Math.abs(difference)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
    }
  }
});

test('where most values are 0 the lower end can lie above the upper one, though both are roots at 0', () => {
  const { experiment, control, shifts } = sampleOf('mostly zero');
  for (const edge of shifts.flatMap(({ lower, upper }) => [...lower, ...upper]))
    expect(Math.abs(edge)).toBeLessThan(1e-11);
  const shift = shiftInterval(experiment, control, oracle.quantiles[0.95]);
  expect(shift?.upper).toBeGreaterThan(0);
  expect(shift?.lower).toBeGreaterThan(shift?.upper ?? Number.NaN);
});

test('one value more or less turns a sure interval into one that begins at nothing (spinnaker/spinnaker#6278)', () => {
  const z = oracle.quantiles[0.98];
  const seven = shiftInterval([...times(7, 100), ...times(3, 1)], times(10, 1), z);
  expect(near(seven?.lower ?? 0, 6.825022991538781e-5)).toBe(true);
  expect(seven?.upper).toBe(99);
  expect(near(seven?.estimate ?? 0, 98.99992904170193)).toBe(true);
  const eight = shiftInterval([...times(8, 100), ...times(2, 1)], times(10, 1), z);
  expect(eight).toEqual({ lower: expect.closeTo(98.9999316, 7), upper: 99, estimate: 99 });
});

test('an estimate that is a root already is taken as it is', () => {
  const shift = shiftInterval([20, 22, 21, 25, 30], [1, 2.2, 1.1, 2.5, 3], oracle.quantiles[0.95]);
  expect(shift).toEqual({ lower: expect.closeTo(17.80004, 5), upper: expect.closeTo(27.79994, 5), estimate: 20 });
});

test('one value on each side has no interval', () => {
  expect(shiftInterval([5], [1], oracle.quantiles[0.98])).toBeNull();
});
