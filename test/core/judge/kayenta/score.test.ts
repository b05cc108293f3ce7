import fc from 'fast-check';
import type { Label } from '../../../../lib/core/judge/kayenta/label.ts';
import { groupScores, summaryScore } from '../../../../lib/core/judge/kayenta/score.ts';

type Row = [label: Label, ...groups: string[]];
const scores = (rows: Row[], weights: Record<string, number> = {}) =>
  groupScores(
    rows.map(([label, ...groups]) => ({ label, groups })),
    weights,
  );

const some = (passing: number, failing: number, group: string): Row[] => [
  ...Array.from({ length: passing }, (): Row => ['Pass', group]),
  ...Array.from({ length: failing }, (_, index): Row => [index % 2 === 0 ? 'High' : 'Low', group]),
];

test.each([
  [3, 0, 100],
  [2, 1, 66.67],
  [1, 7, 12.5],
  [1, 6, 14.29],
  [0, 3, 0],
])('of one group, the share that passes, to two decimals: %d pass, %d fail', (passing, failing, expected) => {
  expect(summaryScore(scores(some(passing, failing, 'search')))).toBe(expected);
});

test('of several groups, their shares by weight; one without data counts as 100', () => {
  const search = some(3, 1, 'search');
  // 75 of 30 %, and 50 of 70 %.
  expect(summaryScore(scores([...search, ...some(1, 1, 'cart')], { search: 30, cart: 70 }))).toBe(57.5);
  expect(summaryScore(scores([...search, ...some(1, 1, 'cart')]))).toBe(62.5);
  expect(summaryScore(scores([...search, ['Nodata', 'cart']], { search: 30, cart: 70 }))).toBe(92.5);
  expect(summaryScore(scores([...search, ['Nodata', 'search'], ['Error', 'search']]))).toBe(75);
});

test('groups without a weight share what is left evenly; a metric counts in all of its groups', () => {
  const groups = scores(
    [
      ['Pass', 'a', 'b'],
      ['High', 'c'],
    ],
    { a: 40 },
  );
  expect(groups.map(({ group, weightPercent, score }) => [group, weightPercent, score])).toEqual([
    ['a', 40, 100],
    ['b', 30, 100],
    ['c', 30, 0],
  ]);
});

test('a group of nothing but errors counts as 100, though its own score is 0', () => {
  const groups = scores([['Error', 'a']]);
  expect(groups).toEqual([{ group: 'a', score: 0, counted: 0, weightPercent: 100 }]);
  expect(summaryScore(groups)).toBe(100);
});

test('a missing metric that must have data counts as failing', () => {
  expect(
    summaryScore(
      scores([
        ['Pass', 'a'],
        ['NodataFailMetric', 'a'],
      ]),
    ),
  ).toBe(50);
});

test('names that every object has are groups like any other', () => {
  expect(scores([['High', 'constructor']])).toEqual([
    { group: 'constructor', score: 0, counted: 1, weightPercent: 100 },
  ]);
});

test('the summary stays between 0 and 100 and is even where groups are', () => {
  const label = fc.constantFrom<Label>('Pass', 'High', 'Low', 'Error', 'Nodata', 'NodataFailMetric');
  const rows = fc.array(fc.tuple(label, fc.constantFrom('a', 'b', 'c')), { minLength: 1 });
  fc.assert(
    fc.property(rows, (drawn) => {
      const score = summaryScore(scores(drawn));
      return score >= 0 && score <= 100 && Math.abs(score * 100 - Math.round(score * 100)) < 1e-6;
    }),
  );
});
