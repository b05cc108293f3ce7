import fc from 'fast-check';
import { cellsOfGrid, gridOf } from '../../../lib/core/drift/grid.ts';
import { GridCounter } from '../../../lib/core/drift/grid-counter.ts';
import { cellsOf } from '../../../lib/core/drift/statistics/cells.ts';
import { kolmogorovSmirnov } from '../../../lib/core/drift/statistics/kolmogorov-smirnov.ts';
import { inBins, numbers } from './columns.ts';

function binnedOf(values: number[]) {
  const { content } = inBins(numbers('x', values));
  if (content.kind !== 'number' || !('histogram' in content.of)) throw new Error('no bins');
  return content.of;
}

function counted(reference: number[], current: number[]) {
  const counter = new GridCounter(gridOf(binnedOf(reference)));
  counter.add(Float64Array.from(current));
  return counter;
}

const value = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
  fc.double({ min: 1000, max: 1001, noNaN: true }),
  fc.constantFrom(0, -0, 1, -1, 1024, 0.5, 5e-324, -5e-324),
);
const sample = fc.array(value, { minLength: 1, maxLength: 60 });
/** Next to the least numbers of all, edges that grow by a factor are too far apart to be told from each other. */
const normal = sample.map((values) => values.map((x) => (Math.abs(x) < 1e-300 ? 0 : x)));

test('a number is counted in the cell that holds it, or outside of all', () => {
  fc.assert(
    fc.property(sample, sample, (reference, current) => {
      const content = counted(reference, current).counted();
      if (!content || !('counts' in content.of)) throw new Error('nothing was counted');
      const { grid, counts, below, above } = content.of;
      const [first = 0, last = 0] = [grid.edges[0], grid.edges.at(-1)];
      const inside = (from: number, to: number) => current.filter((x) => x >= from && x < to).length;
      expect([...counts]).toEqual([...counts.keys()].map((at) => inside(grid.edges[at] ?? 0, grid.edges[at + 1] ?? 0)));
      expect(below).toBe(current.filter((x) => x < first).length);
      expect(above).toBe(current.filter((x) => x >= last).length);
      expect([content.min, content.max]).toEqual([Math.min(...current) + 0, Math.max(...current) + 0]);
    }),
    { numRuns: 60 },
  );
});

test('KS of numbers counted in the reference is within what the cells say', () => {
  fc.assert(
    fc.property(normal, normal, (reference, current) => {
      const content = counted(reference, current).counted();
      if (!content || !('counts' in content.of)) throw new Error('nothing was counted');
      const known = kolmogorovSmirnov(cellsOfGrid(content.of, content.min, content.max));
      const exact = kolmogorovSmirnov(cellsOf(reference, current)).distance;
      expect(exact).toBeLessThanOrEqual(known.most + 1e-12);
      expect(exact).toBeGreaterThanOrEqual(known.distance - 1e-12);
    }),
    { numRuns: 60 },
  );
});

test('NaN is missing, an infinity is no number', () => {
  const counter = counted([1, 2], [Number.NaN, Number.POSITIVE_INFINITY, 1.5, Number.NaN]);
  expect([counter.missing, counter.invalid, counter.counted()?.count]).toEqual([2, 1, 1]);
  expect(counted([1], [Number.NaN]).counted()).toBeNull();
});
