import { uDistribution } from '../../../../lib/core/judge/kayenta/u-distribution.ts';
import { oracle } from './oracle.ts';

test.each(oracle.distribution)('agrees with scipy.stats.mannwhitneyu: n $n, m $m, u $u', ({ n, m, u, atMost }) => {
  expect(Math.abs((uDistribution(n, m)[u] ?? Number.NaN) / atMost - 1)).toBeLessThanOrEqual(1e-12);
});

test('is that of the other sample, and ends at certainty', () => {
  const [one, other] = [uDistribution(3, 7), uDistribution(7, 3)];
  expect(one).toHaveLength(22);
  for (const [u, chance] of one.entries()) expect(other[u]).toBeCloseTo(chance, 14);
  expect(one.at(-1)).toBeCloseTo(1, 14);
});
