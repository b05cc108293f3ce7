import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { binomialTail } from '../../../lib/core/rollout/binomial.ts';

const { binomialTail: vectors } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../oracles/core.json'), 'utf8'),
) as {
  binomialTail: Array<{ k: number; n: number; p: number; tail: number }>;
};

test('agrees with scipy.stats.binom.sf', () => {
  for (const { k, n, p, tail } of vectors) {
    const ours = binomialTail(k, n, p);
    expect({ k, n, p, close: Math.abs(ours - tail) <= 1e-9 * Math.max(tail, 1e-300) + 1e-14 || ours === tail }).toEqual(
      { k, n, p, close: true },
    );
  }
});

test('falls with k and stays a probability', () => {
  const point = fc.record({
    n: fc.integer({ min: 1, max: 3000 }),
    p: fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
  });
  fc.assert(
    fc.property(point, fc.nat(), ({ n, p }, at) => {
      const k = at % (n + 1);
      const here = binomialTail(k, n, p);
      expect(here).toBeGreaterThanOrEqual(0);
      expect(here).toBeLessThanOrEqual(1);
      expect(binomialTail(k + 1, n, p)).toBeLessThanOrEqual(here + 1e-12);
    }),
  );
});
