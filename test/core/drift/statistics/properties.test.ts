import fc from 'fast-check';
import { type Cells, cellsOf } from '../../../../lib/core/drift/statistics/cells.ts';
import { hellinger } from '../../../../lib/core/drift/statistics/hellinger.ts';
import { jensenShannonDistance } from '../../../../lib/core/drift/statistics/jensen-shannon.ts';
import { kolmogorovSmirnov } from '../../../../lib/core/drift/statistics/kolmogorov-smirnov.ts';
import { ksPValue } from '../../../../lib/core/drift/statistics/ks-p-value.ts';
import { lInfinity } from '../../../../lib/core/drift/statistics/l-infinity.ts';
import { robust } from '../../../../lib/core/drift/statistics/robust.ts';
import { sharesOf } from '../../../../lib/core/drift/statistics/shares.ts';
import { totalVariation } from '../../../../lib/core/drift/statistics/total-variation.ts';
import { wasserstein } from '../../../../lib/core/drift/statistics/wasserstein.ts';

const sample = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 40 });
const counts = fc
  .array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 8 })
  .filter((pairs) => pairs.some(([a]) => a > 0) && pairs.some(([, b]) => b > 0));

/** The same two samples, known only by bins of a width. */
function binned(reference: number[], current: number[], width: number): Cells {
  const bin = (values: number[]) => values.map((value) => Math.floor(value / width) * width);
  const cells = cellsOf(bin(reference), bin(current));
  return { ...cells, upper: cells.lower.map((edge) => edge + width) };
}

test('distances of shares are symmetric, 0 of a distribution to itself, and at most 1', () => {
  const distances = [totalVariation, lInfinity, hellinger, jensenShannonDistance] as const;
  fc.assert(
    fc.property(counts, (pairs) => {
      const [p, q] = [sharesOf(pairs.map(([a]) => a)), sharesOf(pairs.map(([, b]) => b))];
      for (const distance of distances) {
        expect(distance(p, q)).toBeCloseTo(distance(q, p), 12);
        expect(distance(p, p)).toBe(0);
        expect(distance(p, q)).toBeGreaterThanOrEqual(0);
        expect(distance(p, q)).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});

test('of samples known only by bins, KS and Wasserstein are within their stated bound', () => {
  fc.assert(
    fc.property(sample, sample, fc.integer({ min: 1, max: 9 }), (reference, current, width) => {
      const [exact, rough] = [cellsOf(reference, current), binned(reference, current, width)];
      const [truth, { distance, most }] = [kolmogorovSmirnov(exact).distance, kolmogorovSmirnov(rough)];
      expect(truth).toBeGreaterThanOrEqual(distance - 1e-12);
      expect(truth).toBeLessThanOrEqual(most + 1e-12);
      const moved = wasserstein(rough);
      expect(Math.abs(wasserstein(exact).distance - moved.distance)).toBeLessThanOrEqual(moved.within + 1e-9);
    }),
  );
});

test('a p-value falls as the distance grows', () => {
  const size = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(size, size, fc.double({ min: 0, max: 1, noNaN: true }), (n, m, distance) => {
      const [near, far] = [ksPValue(distance / 2, n, m), ksPValue(distance, n, m)];
      expect(far).toBeLessThanOrEqual(near + 1e-12);
      expect(far).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a robust distance is never above the plain one, and grows with the samples', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 9_999 }), (distance, n) => {
      expect(robust(distance, n, n)).toBeLessThanOrEqual(distance);
      expect(robust(distance, n + 1, n)).toBeGreaterThanOrEqual(robust(distance, n, n));
    }),
  );
});
