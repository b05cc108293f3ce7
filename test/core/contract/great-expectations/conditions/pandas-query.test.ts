import { parsePandasQuery } from '../../../../../lib/core/contract/great-expectations/conditions/pandas-query.ts';

const compared = (column: string, operator: string, value: unknown) => ({ column, operator, value, missing: 'pandas' });
const member = (column: string, operator: string, values: unknown) => ({ column, operator, values, missing: 'pandas' });

const read: Array<[query: string, condition: object]> = [
  ['country == "NL"', compared('country', '==', 'NL')],
  ["a != 'it\\'s'", compared('a', '!=', "it's")],
  ['x!=1 & w!=6', { all: [compared('x', '!=', 1), compared('w', '!=', 6)] }],
  [
    'x > 1 and y > 2 or z == 3',
    { any: [{ all: [compared('x', '>', 1), compared('y', '>', 2)] }, compared('z', '==', 3)] },
  ],
  ['(x == 1) | (y == 2)', { any: [compared('x', '==', 1), compared('y', '==', 2)] }],
  ['not x == 1', { not: compared('x', '==', 1) }],
  ['~(x == 1)', { not: compared('x', '==', 1) }],
  ['0 < x <= 10', { all: [compared('x', '>', 0), compared('x', '<=', 10)] }],
  ['a < b', compared('a', '<', { column: 'b' })],
  ['`first name` == "x"', compared('first name', '==', 'x')],
  ['x in [1, 2.5, None]', member('x', 'in', [1, 2.5, null])],
  ['x not  in ("a", "b",)', member('x', 'not in', ['a', 'b'])],
  ['x == [1, 2]', member('x', 'in', [1, 2])],
  ['x.isin([1])', member('x', 'in', [1])],
  ['x.notnull() and not y.isna()', { all: [{ column: 'x', is: 'present' }, { not: { column: 'y', is: 'null' } }] }],
  ['flag', compared('flag', '==', true)],
  ['flag == False', compared('flag', '==', false)],
  ['x == -1_000', compared('x', '==', -1000)],
];

test.each(read)('%s is read as pandas does', (query, condition) => {
  expect(parsePandasQuery(query)).toEqual(condition);
});

const refused: Array<[query: string, says: string]> = [
  ['x + 1 == 2', 'expected `and`, `or` or the end of the condition at "+ 1 == 2"'],
  ['x == @limit', 'expected a column or a value at "@limit"'],
  ['x.str.contains("a")', 'expected a comparison at ".str.contains'],
  ['x.eval("1")', 'isin, isnull, isna, notnull or notna'],
  ['__import__("os")', 'expected a comparison at "('],
  ['1 == 2', 'a column on one side'],
  ['x in y', 'expected a list'],
  ['x > [1]', 'expected a value'],
  ['(x == 1', 'expected `)` at the end'],
  ['', 'expected a column or a value at the end'],
  ['not '.repeat(5_000), 'nested deeper than 100'],
];

test.each(refused)('%s is refused with what could stand there', (query, says) => {
  expect(() => parsePandasQuery(query)).toThrow(says);
});
