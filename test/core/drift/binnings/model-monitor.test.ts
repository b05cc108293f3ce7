import { modelMonitor } from '../../../../lib/core/drift/binnings/model-monitor.ts';
import { driftOf } from '../../../../lib/core/drift/drift-of.ts';
import { cellsOf } from '../../../../lib/core/drift/statistics/cells.ts';
import { categories, numbers, policyOf } from '../columns.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const observed = (reference: Parameters<typeof driftOf>[0][0], current: typeof reference) =>
  driftOf([reference], [current], policyOf(), modelMonitor).checks.find(({ check }) => check === 'drift')?.observed;

test('numbers: the largest distance of both CDFs, less 1.8 √((n + m) / (n m))', () => {
  const current = upTo(100).map((x) => 1.1 * x + 30);
  expect(observed(numbers('x', upTo(100)), numbers('x', current))).toBeCloseTo(0.37 - 1.8 * Math.sqrt(0.02), 6);
});

test("categories: the largest change of a share, less the same; Deequ's own example (DistanceSpec.scala)", () => {
  const reference = categories('x', { a: 207, b: 20, c: 25, d: 14, e: 25, g: 13 });
  const current = categories('x', { a: 22, b: 20, c: 25, d: 12, e: 13, f: 15 });
  expect(observed(reference, current)).toBeCloseTo(0.2726338046550349 + 0.00309 * Math.sqrt(411 / (304 * 107)), 4);
});

test('few rows are judged too, as Model Monitor has no floor', () => {
  expect(observed(numbers('x', [1, 2, 3]), numbers('x', [1, 2, 3]))).toBe(0);
});

test('ten buckets of one width over the reference, what lies outside in the outer ones', () => {
  const { reference, current } = modelMonitor.bins(cellsOf(upTo(101), [-5, 1, 55, 101, 300]));
  expect([...reference]).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 11]);
  expect([...current]).toEqual([2, 0, 0, 0, 0, 1, 0, 0, 0, 2]);
});
