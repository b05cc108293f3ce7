import fc from 'fast-check';
import { BucketCounter } from '../../../lib/core/sketch/bucket-counter.ts';
import { mergeQuantiles, quantile, relativeError } from '../../../lib/core/sketch/quantiles.ts';

function counted(...parts: number[][]) {
  const counter = new BucketCounter();
  for (const part of parts) counter.add(Float64Array.from(part));
  return counter.counted();
}

const value = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE),
);

test('what is counted in parts is what merges of parts', () => {
  fc.assert(
    fc.property(fc.array(value), fc.array(value), (one, other) => {
      expect(counted(one, other)).toEqual(mergeQuantiles(counted(one), counted(other)));
    }),
  );
});

test('a quantile is within the relative error of the value that has its rank', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
      const normal = values.map((x) => (Math.abs(x) < 1e-300 ? 0 : x)).sort((a, b) => a - b);
      const sketch = counted(normal);
      if (!sketch) throw new Error('nothing was counted');
      for (const share of [0, 0.25, 0.5, 0.99, 1]) {
        const exact = normal[Math.max(1, Math.ceil(share * normal.length)) - 1] ?? 0;
        const off = Math.abs(quantile(sketch, share) - exact);
        expect(off).toBeLessThanOrEqual(Math.abs(exact) * (relativeError(sketch) + 1e-12));
      }
    }),
  );
});

test('NaN is passed over, and of nothing there is no sketch', () => {
  expect(counted([Number.NaN])).toBeNull();
  expect(counted([Number.NaN, 2, -0])).toEqual(counted([0, 2]));
});
