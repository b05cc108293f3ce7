import { type Bound, describeBound, holds } from '../../../lib/core/checks/bound.ts';

const cases: Array<[Bound['operator'], Bound['value'], inside: number[], outside: number[], words: string]> = [
  ['mustBe', 5, [5], [4, 6], '5 rows'],
  ['mustNotBe', 5, [4, 6], [5], 'not 5 rows'],
  ['mustBeGreaterThan', 5, [6], [5, 4], 'more than 5 rows'],
  ['mustBeGreaterOrEqualTo', 5, [5, 6], [4], 'at least 5 rows'],
  ['mustBeLessThan', 5, [4], [5, 6], 'less than 5 rows'],
  ['mustBeLessOrEqualTo', 5, [4, 5], [6], 'at most 5 rows'],
  ['mustBeBetween', [2, 5], [2, 3, 5], [1, 6], '2 to 5 rows'],
  ['mustNotBeBetween', [2, 5], [1, 6], [2, 3, 5], 'not 2 to 5 rows'],
];

test.each(cases)('%s', (operator, value, inside, outside, words) => {
  const bound: Bound = { operator, value, unit: 'rows' };
  for (const count of inside) expect(holds(bound, count, 100)).toBe(true);
  for (const count of outside) expect(holds(bound, count, 100)).toBe(false);
  expect(describeBound(bound)).toBe(words);
});

test('percent is of all rows', () => {
  const bound: Bound = { operator: 'mustBeLessOrEqualTo', value: 5, unit: 'percent' };
  expect(holds(bound, 10, 200)).toBe(true);
  expect(holds(bound, 11, 200)).toBe(false);
  expect(describeBound(bound)).toBe('at most 5 % of rows');
});
