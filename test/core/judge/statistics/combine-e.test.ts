import fc from 'fast-check';
import { combineLogE } from '../../../../lib/core/judge/statistics/combine-e.ts';

test('is ln of the weighted mean', () => {
  const parts = [
    { logE: Math.log(4), weight: 0.5 },
    { logE: Math.log(8), weight: 0.25 },
    { logE: Number.NEGATIVE_INFINITY, weight: 0.25 },
  ];
  expect(combineLogE(parts)).toBeCloseTo(Math.log(4), 14);
});

test('holds from −10^6 to 10^6: never above the largest part, nor below any part times its weight', () => {
  const part = fc.record({
    logE: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    size: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), (drawn) => {
      const total = drawn.reduce((sum, { size }) => sum + size, 0);
      const parts = drawn.map(({ logE, size }) => ({ logE, weight: size / total }));
      const combined = combineLogE(parts);
      expect(combined).toBeLessThanOrEqual(Math.max(...parts.map(({ logE }) => logE)) + 1e-9);
      for (const { logE, weight } of parts) expect(combined).toBeGreaterThanOrEqual(logE + Math.log(weight) - 1e-9);
    }),
  );
});

test('what has no weight is not looked at, and nothing but certain defeats is a certain defeat', () => {
  expect(
    combineLogE([
      { logE: Number.POSITIVE_INFINITY, weight: 0 },
      { logE: 3, weight: 1 },
    ]),
  ).toBe(3);
  expect(combineLogE([{ logE: Number.NEGATIVE_INFINITY, weight: 1 }])).toBe(Number.NEGATIVE_INFINITY);
  expect(combineLogE([{ logE: Number.POSITIVE_INFINITY, weight: 1 }])).toBe(Number.POSITIVE_INFINITY);
});

test('weights that do not sum to 1, negative ones and none are refused, and so is an e-value that is no number', () => {
  const weigh = (...weights: number[]) => combineLogE(weights.map((weight) => ({ logE: 0, weight })));
  expect(() => weigh(0.5, 0.4)).toThrow('got 0.5, 0.4');
  expect(() => weigh(1.5, -0.5)).toThrow('got 1.5, -0.5');
  expect(() => weigh()).toThrow('got none');
  expect(() => combineLogE([{ logE: Number.NaN, weight: 1 }])).toThrow('not a number');
});
