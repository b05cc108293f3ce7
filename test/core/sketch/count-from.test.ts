import fc from 'fast-check';
import { countFrom, mirrored } from '../../../lib/core/sketch/count-from.ts';
import { lnGamma, type Quantiles, quantilesOf } from '../../../lib/core/sketch/quantiles.ts';

const numbers = fc.array(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -9, max: 9 })), {
  minLength: 1,
  maxLength: 60,
});

function sketchOf(values: number[]): Quantiles {
  const counts = { zeros: 0, positive: new Map<number, number>(), negative: new Map<number, number>() };
  for (const value of values) {
    if (value === 0) counts.zeros += 1;
    const side = value > 0 ? counts.positive : counts.negative;
    const bucket = Math.ceil(Math.log(Math.abs(value)) / lnGamma);
    if (value !== 0) side.set(bucket, (side.get(bucket) ?? 0) + 1);
  }
  return quantilesOf(counts) as Quantiles;
}

test('as many numbers are not below a cut as the buckets say, but for those of its own', () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.boolean(), (values, other, own) => {
      const cut = own ? (values[0] ?? 0) : other;
      const [least, most] = countFrom(sketchOf(values), cut);
      const exact = values.filter((value) => value >= cut).length;
      expect(least).toBeLessThanOrEqual(exact);
      expect(most).toBeGreaterThanOrEqual(exact);
      const near = values.filter((value) => Math.abs(value - cut) <= Math.abs(cut) * 0.0203).length;
      expect(most - least).toBeLessThanOrEqual(near);
    }),
  );
});

test('mirrored numbers are those below a cut', () => {
  expect(countFrom(mirrored(sketchOf([-5, -1, 0, 3])), 0.5)).toEqual([2, 2]);
});
