import { mergeFar, settleFar } from '../../../lib/core/profile/far.ts';
import type { CheckCounts, Far } from '../../../lib/core/profile/profile.ts';
import { lnGamma, quantilesOf } from '../../../lib/core/sketch/quantiles.ts';

/** Two ends, and zeros between them. */
const part = (valid: number, mean: number, m2: number, ends: [number, number]): Far => ({
  threshold: 3,
  doubleSided: true,
  valid,
  mean,
  m2,
  min: ends[0],
  max: ends[1],
  sketch: quantilesOf({
    zeros: valid - 2,
    positive: new Map([[Math.ceil(Math.log(Math.abs(ends[1])) / lnGamma), 1]]),
    negative: new Map([[Math.ceil(Math.log(Math.abs(ends[0])) / lnGamma), 1]]),
  }),
});
const counts = (far: Far, samples: CheckCounts['samples'] = []): CheckCounts => ({
  failing: 7,
  total: far.valid,
  samples,
  far,
});

test('ends that are not far away tell that nothing is', () => {
  const whole = mergeFar(part(50, 0, 49, [-1, 1]), part(50, 0, 50, [-2, 2]));
  expect(settleFar(counts(whole))).toMatchObject({ failing: 0, samples: [] });
});

test('an end that is far away is one row, where none is near the bound', () => {
  const whole = mergeFar(part(50, 0, 49, [-1, 1]), part(50, 0, 50, [-2, 4]));
  expect(settleFar(counts(whole))).toMatchObject({ failing: 1 });
});

test('samples are those that are far in the whole', () => {
  const far = part(100, 0, 99, [-4, 4]);
  const samples = ['4', '1', null, '-3.5', '(masked)'].map((value, row) => ({ row, value }));
  expect(settleFar(counts(far, samples)).samples.map(({ row }) => row)).toEqual([0, 3]);
});

test('numbers without a spread, and none at all, are not far from anything', () => {
  expect(settleFar(counts(part(9, 5, 0, [5, 5]))).failing).toBe(0);
  expect(
    settleFar(counts({ ...part(2, 0, 0, [1, 1]), valid: 0, mean: null, m2: null, min: null, max: null, sketch: null }))
      .failing,
  ).toBe(0);
});
