import { parseMiniLanguage } from '../../../../../lib/core/contract/great-expectations/conditions/mini-language.ts';

const read: Array<[text: string, condition: object]> = [
  ['col("a").notNull()', { column: 'a', is: 'present' }],
  ['col("a b.c") >= -1.5e3', { column: 'a b.c', operator: '>=', value: -1_500, missing: 'sql' }],
  ['col("a") == "x y"', { column: 'a', operator: '==', value: 'x y', missing: 'sql' }],
  ["col('a') != 'x'", { column: 'a', operator: '!=', value: 'x', missing: 'sql' }],
  ['col("day") < date("2020-01-01")', { column: 'day', operator: '<', value: '2020-01-01', missing: 'sql' }],
];

test.each(read)('%s is one comparison', (text, condition) => {
  expect(parseMiniLanguage(text)).toEqual(condition);
});

test.each([
  ['a == 1', 'expected `col("name")` at "a == 1"'],
  ['col("a") == 1 and col("b") == 2', 'it holds one comparison'],
  ['col("a") == open', 'a number, a text in quotes'],
  ['col("a") ~ 1', 'an operator or `.notNull()`'],
])('%s is refused', (text, says) => {
  expect(() => parseMiniLanguage(text)).toThrow(says);
});
