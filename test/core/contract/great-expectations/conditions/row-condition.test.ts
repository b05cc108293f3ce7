import { parseRowCondition } from '../../../../../lib/core/contract/great-expectations/conditions/row-condition.ts';

const tree = {
  type: 'and',
  conditions: [
    { type: 'comparison', column: { name: 'country' }, operator: '==', parameter: 'NL' },
    {
      type: 'or',
      conditions: [{ type: 'comparison', column: { name: 'age' }, operator: 'NOT_IN', parameter: [1, 2] }],
    },
    { type: 'nullity', column: { name: 'age' }, is_null: false },
    { type: 'pass_through', pass_through_filter: 'x > 1' },
  ],
};

test('an object of 1.x is read with all that is in it', () => {
  expect(parseRowCondition(tree, undefined)).toEqual({
    all: [
      { column: 'country', operator: '==', value: 'NL', missing: 'pandas' },
      { any: [{ column: 'age', operator: 'not in', values: [1, 2], missing: 'pandas' }] },
      { column: 'age', is: 'present' },
      { column: 'x', operator: '>', value: 1, missing: 'pandas' },
    ],
  });
});

test('the parser says what the words mean, and without one the words do', () => {
  expect(parseRowCondition('x > 1', 'spark')).toEqual({ sql: 'x > 1' });
  expect(parseRowCondition('x > 1', 'pandas')).toMatchObject({ missing: 'pandas' });
  expect(parseRowCondition('x > 1', null)).toMatchObject({ missing: 'pandas' });
  for (const parser of ['great_expectations', 'great_expectations__experimental__', undefined])
    expect(parseRowCondition('col("x") > 1', parser)).toMatchObject({ missing: 'sql' });
});

test('no condition is none', () => {
  expect(parseRowCondition(undefined, 'pandas')).toBeUndefined();
  expect(parseRowCondition(null, undefined)).toBeUndefined();
});

const refused: Array<[what: string, condition: unknown, parser: unknown, says: string]> = [
  [
    'an unknown parser',
    'x > 1',
    'bad_parser',
    "condition_parser: value is not a valid enumeration member; permitted: 'great_",
  ],
  ['half a condition', 'x >', 'pandas', 'row_condition: unable to parse condition "x >": expected a column or a value'],
  ['an unknown operator', { type: 'comparison', column: 'a', operator: '=~', parameter: 1 }, null, 'operator'],
  [
    'a list for one value',
    { type: 'comparison', column: 'a', operator: '>', parameter: [1] },
    null,
    '> does not go with [1]',
  ],
  ['an unknown node', { type: 'xor', conditions: [] }, null, 'row_condition: unable to parse condition {"type":"xor"'],
  ['a number', 7, null, 'row_condition'],
  [
    'a hundred and one',
    { type: 'and', conditions: Array(101).fill({ type: 'nullity', column: 'a', is_null: true }) },
    null,
    'more than 100',
  ],
];

test.each(refused)('%s is refused under the name of its argument', (_what, condition, parser, says) => {
  expect(() => parseRowCondition(condition, parser)).toThrow(says);
});
