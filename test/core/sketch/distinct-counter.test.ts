import { estimateDistinct, mergeDistinct } from '../../../lib/core/sketch/distinct.ts';
import { DistinctCounter } from '../../../lib/core/sketch/distinct-counter.ts';

function counted(kind: 'whole' | 'float', values: number[]): string {
  const counter = new DistinctCounter(kind);
  counter.add(Float64Array.from(values));
  return counter.counted();
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

test.each(['whole', 'float'] as const)('different %s numbers are estimated within 4.9 %%, twice or not', (kind) => {
  for (const n of [1, 100, 5_000, 200_000]) {
    const values = range(-10, n - 10);
    expect(Math.abs(estimateDistinct(counted(kind, [...values, ...values])) - n)).toBeLessThanOrEqual(0.049 * n);
  }
});

test('what is counted in parts merges to what is counted of all', () => {
  expect(mergeDistinct(counted('float', range(0, 900)), counted('float', range(500, 2_000)))).toBe(
    counted('float', range(0, 2_000)),
  );
});

test('NaN is passed over, and both zeros are one', () => {
  expect(counted('float', [Number.NaN])).toBe(counted('float', []));
  expect(counted('float', [0, -0])).toBe(counted('float', [0]));
});
