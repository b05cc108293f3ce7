import fc from 'fast-check';
import { exactShift } from '../../../../lib/core/judge/kayenta/exact-shift.ts';
import { shiftInterval } from '../../../../lib/core/judge/kayenta/mann-whitney.ts';
import { netflixLevel } from '../../../../lib/core/judge/kayenta/rules.ts';
import { uDistribution } from '../../../../lib/core/judge/kayenta/u-distribution.ts';
import { oracle, sampleOf } from './oracle.ts';

test('the level is scipy’s', () => {
  expect(netflixLevel.tail).toBe(oracle.tail);
  expect(netflixLevel.z).toBeCloseTo(oracle.z, 14);
});

test.each(oracle.intervals)('agrees with scipy’s exact test turned around: $lower to $upper', (vector) => {
  const shift = exactShift(vector.experiment, vector.control, netflixLevel);
  if (!vector.attainable) {
    expect(shift).toBeNull();
    return;
  }
  expect([shift?.lower, shift?.upper]).toEqual([vector.lower, vector.upper]);
  expect(Math.abs((shift?.estimate ?? 0) / vector.estimate - 1)).toBeLessThanOrEqual(1e-12);
});

test.each([
  [51, 51],
  [60, 45],
  [30, 100],
  [6, 500],
])('the normal ranks that take over above 2,500 pairs keep the level: %d and %d values', (n, m) => {
  // Multiples of 1 less multiples of n · m: all differences are different, so their order tells the rank.
  const x = Array.from({ length: n }, (_, index) => index * m);
  const y = Array.from({ length: m }, (_, index) => index + 0.5);
  const lower = exactShift(x, y, netflixLevel)?.lower ?? 0;
  const rank = x.flatMap((a) => y.map((b) => a - b)).filter((difference) => difference <= lower).length;
  const chance = uDistribution(n, m)[rank - 1] ?? 1;
  expect(chance).toBeLessThanOrEqual(netflixLevel.tail);
  expect(chance).toBeGreaterThan(netflixLevel.tail / 3);
});

test('metrics that are mostly 0 have no shift where Kayenta finds one', () => {
  const { experiment, control } = sampleOf('mostly zero');
  expect(shiftInterval(experiment, control, netflixLevel.z)?.lower).toBeGreaterThan(0);
  expect(exactShift(experiment, control, netflixLevel)).toEqual({ lower: 0, upper: 0, estimate: 0 });
});

test('moves with the data, turns with the arms, and holds its estimate', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 9 });
  fc.assert(
    fc.property(values, values, fc.integer({ min: -9, max: 9 }), (x, y, by) => {
      const shift = exactShift(x, y, netflixLevel);
      const moved = exactShift(
        x.map((one) => one + by),
        y,
        netflixLevel,
      );
      const turned = exactShift(y, x, netflixLevel);
      if (!shift || !moved || !turned) throw new Error('five values on each side are enough');
      expect(moved).toEqual({ lower: shift.lower + by, upper: shift.upper + by, estimate: shift.estimate + by });
      expect([turned.lower + shift.upper, turned.upper + shift.lower, turned.estimate + shift.estimate]).toEqual([
        0, 0, 0,
      ]);
      expect(shift.lower <= shift.estimate && shift.estimate <= shift.upper).toBe(true);
    }),
  );
});
