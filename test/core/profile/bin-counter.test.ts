import fc from 'fast-check';
import { BinCounter } from '../../../lib/core/profile/bin-counter.ts';
import { binOf, exponentFor } from '../../../lib/core/profile/histogram.ts';

const value = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE),
);

test('every number is counted in the bin that holds it', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const [min, max] = [Math.min(...values), Math.max(...values)];
      const counter = new BinCounter(min, max);
      counter.add(Float64Array.from([...values, Number.NaN]));
      const histogram = counter.counted();
      const exponent = exponentFor(min, max);
      const inBin = (bin: number) => values.filter((x) => binOf(x, exponent) === bin).length;
      expect(histogram?.exponent).toBe(exponent);
      expect(histogram?.counts).toEqual(histogram?.counts.map((_, at) => inBin(binOf(min, exponent) + at)));
      expect(histogram?.counts.reduce((sum, n) => sum + n, 0)).toBe(values.length);
    }),
  );
});

test('of nothing there is no histogram', () => {
  expect(new BinCounter(0, 1).counted()).toBeNull();
});
