import fc from 'fast-check';
import { squaresAround, unitMoments } from '../../../../lib/core/judge/statistics/moments.ts';
import { momentsOf } from './moments-of.ts';

test('are those of the values moved into 0 to 1, whatever the unit', () => {
  const range = fc.record({
    lower: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    width: fc.double({ min: 1e-2, max: 1e3, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 }),
      range,
      (values, { lower, width }) => {
        const got = unitMoments(momentsOf(values.map((value) => lower + value * width)), {
          lower,
          upper: lower + width,
        });
        const expected = momentsOf(values);
        expect(got.count).toBe(values.length);
        expect(got.sum).toBeCloseTo(expected.sum, 6);
        expect(Math.abs(got.sumOfSquares - expected.sumOfSquares)).toBeLessThan(1e-3);
        expect(squaresAround(got, 0.3)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('the squares around a guess are those of the values', () => {
  expect(squaresAround(momentsOf([0.2, 0.5, 0.9]), 0.4)).toBeCloseTo(0.04 + 0.01 + 0.25, 14);
});

test.each([
  [{ count: 2, sum: 2.1, sumOfSquares: 2.2 }],
  [{ count: 2, sum: -0.1, sumOfSquares: 0.1 }],
  [{ count: 2, sum: 1, sumOfSquares: 1.1 }],
  [{ count: 2, sum: 1, sumOfSquares: 0.4 }],
  [{ count: 0, sum: 1, sumOfSquares: 1 }],
  [{ count: 1.5, sum: 1, sumOfSquares: 1 }],
  [{ count: 2, sum: Number.NaN, sumOfSquares: 1 }],
])('moments that no values within the range have are refused: %j', (moments) => {
  expect(() => unitMoments(moments, { lower: 0, upper: 1 })).toThrow(/cannot all lie in 0 to 1/);
});

test('a range without width is refused', () => {
  expect(() => unitMoments(momentsOf([]), { lower: 1, upper: 1 })).toThrow('must have lower < upper, got 1 to 1');
});
