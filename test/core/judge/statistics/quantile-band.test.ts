import { cdfBand } from '../../../../lib/core/judge/statistics/quantile-band.ts';
import { broken, oracle } from './oracle.ts';

test("confseq's empirical_process_lil_bound (Howard & Ramdas, arXiv 1906.09712) at 1000 values from 100 on", () => {
  // Their constant's error is 0.0500015 by the theorem, for its search ends early; ours is 0.05, and wider in the seventh digit.
  expect(cdfBand(1000, 0.05, 100, 0.85)).toBeCloseTo(0.08204769, 6);
  expect(cdfBand(1000, 0.05, 100, 0.85)).toBe(cdfBand(1000, 0.05));
});

test('agrees with the same theorem optimized by scipy', () => {
  type Vector = { count: number; alpha: number; first: number; amplitude: number; width: number };
  const got = (v: Vector) => cdfBand(v.count, v.alpha, v.first, v.amplitude);
  expect(broken(oracle<Vector[]>('band'), got, (v) => v.width, 1e-9)).toEqual([]);
});

test('says nothing before its first count, then narrows with the count and widens with certainty', () => {
  expect(cdfBand(99, 0.05)).toBe(Number.POSITIVE_INFINITY);
  const widths = [100, 1000, 10_000, 1e6, 1e9].map((count) => cdfBand(count, 0.05));
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
  expect(cdfBand(1000, 0.001)).toBeGreaterThan(cdfBand(1000, 0.05));
  expect(cdfBand(1e9, 1e-12)).toBeLessThan(0.001);
});
