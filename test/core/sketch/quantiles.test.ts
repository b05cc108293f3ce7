import fc from 'fast-check';
import {
  approximateQuantile,
  lnGamma,
  mergeQuantiles,
  type Quantiles,
  quantile,
  quantilesOf,
  relativeError,
} from '../../../lib/core/sketch/quantiles.ts';

/** As the engine groups. */
function sketchOf(values: number[]): Quantiles | null {
  const [positive, negative] = [new Map<number, number>(), new Map<number, number>()];
  for (const value of values.filter((one) => one !== 0)) {
    const bucket = Math.ceil(Math.log(Math.abs(value)) / lnGamma);
    const side = value > 0 ? positive : negative;
    side.set(bucket, (side.get(bucket) ?? 0) + 1);
  }
  return quantilesOf({ zeros: values.filter((one) => one === 0).length, positive, negative });
}

const value = fc.oneof(
  fc.constantFrom(0, 1, -1, 1e-300, 5e-324, Number.MAX_VALUE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: 20, max: 25, noNaN: true }),
);
const values = fc.array(value, { maxLength: 200 });

test('a quantile is within the stated error of the value of its rank', () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (some, share) => {
        const sketch = sketchOf(some);
        if (!sketch) throw new Error('a sketch expected');
        const sorted = [...some].sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(share * some.length)) - 1] ?? Number.NaN;
        // Below the least normal number, digits are lost and with them the bound.
        const slack = Math.abs(exact) * (relativeError(sketch) + 1e-9) + 2.3e-308;
        expect(Math.abs(quantile(sketch, share) - exact)).toBeLessThanOrEqual(slack);
      },
    ),
  );
});

test('between two values that lie far apart, a quantile may be either of them', () => {
  const sketch = sketchOf([0, 0, 1000, 1000]);
  if (!sketch) throw new Error('a sketch expected');
  const { value, error } = approximateQuantile(sketch, 0.5);
  expect(value - error).toBeLessThanOrEqual(0);
  expect(value + error).toBeGreaterThanOrEqual(1000);
  expect(approximateQuantile(sketch, 0.1)).toEqual({ value: 0, error: 0 });
});

test('the error is 1 % for all that lies within 17 powers of ten, and more only beyond', () => {
  const dense = (decades: number) => Array.from({ length: 4000 }, (_, i) => 10 ** ((i / 4000) * decades));
  expect(relativeError(sketchOf(dense(17)) as Quantiles)).toBeCloseTo(0.01, 9);
  const wide = sketchOf(dense(30)) as Quantiles;
  expect(wide.level).toBe(1);
  expect(relativeError(wide)).toBeCloseTo(0.02, 3);
  expect(Math.abs(quantile(wide, 0.5) / 10 ** 14.9925 - 1)).toBeLessThan(0.03);
});

test('merging is exact, associative and commutative, at any width', () => {
  const far = fc.array(
    fc
      .integer({ min: -300, max: 300 })
      .chain((e) => fc.double({ min: 1, max: 10, noNaN: true }).map((m) => m * 10 ** e)),
    {
      maxLength: 3000,
      size: 'max',
    },
  );
  fc.assert(
    fc.property(fc.oneof(values, far), fc.oneof(values, far), values, (a, b, c) => {
      const [one, two, three] = [a, b, c].map(sketchOf);
      const left = mergeQuantiles(mergeQuantiles(one ?? null, two ?? null), three ?? null);
      expect(left).toEqual(sketchOf([...a, ...b, ...c]));
      expect(mergeQuantiles(three ?? null, mergeQuantiles(two ?? null, one ?? null))).toEqual(left);
    }),
    { numRuns: 40 },
  );
});
