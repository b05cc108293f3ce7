import { gaussiansFrom } from '../../../../lib/core/judge/kayenta/noise.ts';

test('has the mean and the variance of a standard normal distribution', () => {
  const gaussian = gaussiansFrom(20261127);
  const values = Array.from({ length: 5_000 }, gaussian);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  expect(Math.abs(mean)).toBeLessThan(0.05);
  expect(Math.abs(variance - 1)).toBeLessThan(0.08);
  expect(values.every(Number.isFinite)).toBe(true);
});
