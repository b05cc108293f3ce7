import { distributionIn, perUnit, sameBins } from '../../../lib/core/report/distribution.ts';

const histogram = { edges: [4, 6, 8], counts: [30, 30], below: 0, above: 40 };

test('values outside all bins count, so that a unit change is seen and not cut off', () => {
  const found = distributionIn({ columns: { a: { histogram } } }, 'columns', 'a');
  expect(found?.bins.map((bin) => bin.percent)).toEqual([30, 30]);
  expect(found?.above).toEqual({ count: 40, percent: 40 });
});

test('columns are found by key and by name', () => {
  const byKey = distributionIn({ columns: { a: { histogram } } }, 'columns', 'a');
  expect(distributionIn({ columns: [{ name: 'a', histogram }] }, 'columns', 'a')).toEqual(byKey);
});

test.each([
  undefined,
  { columns: null },
  { columns: { a: null } },
  { columns: { a: { histogram: null } } },
  { columns: { a: { histogram: { edges: [1, 0], counts: [3] } } } },
  { columns: { a: { histogram: { edges: [0, 1], counts: [0] } } } },
  { columns: { a: { histogram: { edges: [0, 1], counts: [-1] } } } },
  { columns: { a: { histogram: { edges: [0, 1, 2], counts: ['3', 4] } } } },
])('facts %j hold nothing to draw', (facts) => {
  expect(distributionIn(facts, 'columns', 'a')).toBeNull();
});

test('distributions with different bins are compared per unit', () => {
  const wide = distributionIn({ columns: { a: { histogram: { edges: [0, 10], counts: [5] } } } }, 'columns', 'a');
  const narrow = distributionIn({ columns: { a: { histogram } } }, 'columns', 'a');
  if (!wide || !narrow) throw new Error('both have a histogram');
  expect(sameBins(wide, narrow)).toBe(false);
  expect(perUnit(wide.bins)[0]?.percent).toBe(10);
});
