import { midranks } from '../../../../lib/core/judge/kayenta/midranks.ts';

test('tied values share their mean rank, and each group of t of them counts t³ − t', () => {
  expect(midranks([3, 1, 3, 2, 3])).toEqual({ ranks: [4, 1, 4, 2, 4], ties: 24 });
  expect(midranks([0, -0])).toEqual({ ranks: [1.5, 1.5], ties: 6 });
  expect(midranks([])).toEqual({ ranks: [], ties: 0 });
});

test('NaN ranks with infinity, above every number', () => {
  expect(midranks([Number.NaN, 5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]).ranks).toEqual([3.5, 2, 3.5, 1]);
});
