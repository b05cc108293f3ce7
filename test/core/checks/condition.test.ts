import { DuckDBInstance } from '@duckdb/node-api';
import { type Column, columnOf } from '../../../lib/core/checks/column.ts';
import { type Condition, columnsOfCondition, compileCondition } from '../../../lib/core/checks/condition.ts';
import { derive } from '../../../lib/core/checks/derive.ts';

const columns = new Map<string, Column>(
  [
    columnOf({ name: 'n', storage: 'integer' }, 0),
    columnOf({ name: 's', storage: 'text' }, 1),
    columnOf({ name: 'any', storage: 'mixed' }, 2),
    columnOf({ name: 'day', storage: 'date' }, 3),
    columnOf({ name: 'f', storage: 'float' }, 4),
  ].map((column) => [column.name, column]),
);
const table = `(VALUES
  (1, 'a', '1'::JSON, DATE '2024-01-01', 0.5::DOUBLE),
  (2, NULL, '"1"'::JSON, DATE '2024-06-01', 'nan'::DOUBLE),
  (NULL, 'b', 'null'::JSON, NULL, 2.0::DOUBLE)) AS t(c0, c1, c2, c3, c4)`;

/** 1-based numbers of the rows that a condition keeps. */
async function kept(condition: Condition): Promise<number[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const from = `(SELECT *, ${[...columns.values()].flatMap(derive).join(', ')} FROM (SELECT row_number() OVER () AS r, * FROM ${table}))`;
  const reader = await connection.runAndReadAll(
    `SELECT r::INTEGER AS r FROM ${from} WHERE ${compileCondition(condition, columns)} ORDER BY r`,
  );
  connection.closeSync();
  return reader.getRowObjectsJson().map(({ r }) => Number(r));
}

const compare = (column: string, operator: '==' | '!=' | '<' | '>=', value: string | number | boolean | null) =>
  ({ column, operator, value, missing: 'pandas' }) as const;

const cases: Array<[what: string, condition: Condition, rows: number[]]> = [
  ['a number', compare('n', '==', 1), [1]],
  ['!= keeps a missing value', compare('n', '!=', 1), [2, 3]],
  ['!= of SQL does not', { column: 'n', operator: '!=', value: 1, missing: 'sql' }, [2]],
  ['text is no number', compare('n', '==', '1'), []],
  ['a number differs from every text', compare('n', '!=', '1'), [1, 2, 3]],
  ['nor less nor more', compare('n', '<', 'x'), []],
  ['SQL reads the number of a text', { column: 'n', operator: '==', value: '1', missing: 'sql' }, [1]],
  ['a number in a text column', compare('s', '==', 1), []],
  ['JSON keeps 1', compare('any', '==', 1), [1]],
  ['and "1" apart', compare('any', '==', '1'), [2]],
  ['NaN is missing', compare('f', '>=', 0), [1, 3]],
  ['NaN is null', { column: 'f', is: 'null' }, [2]],
  ['a date', compare('day', '<', '2024-03-01'), [1]],
  ['nothing equals null', compare('s', '==', null), []],
  ['everything differs from null', compare('s', '!=', null), [1, 2, 3]],
  ['a list', { column: 's', operator: 'in', values: ['a', 'c', 5], missing: 'pandas' }, [1]],
  ['a list with null', { column: 's', operator: 'in', values: ['a', null], missing: 'pandas' }, [1, 2]],
  ['not in a list', { column: 's', operator: 'not in', values: ['a'], missing: 'pandas' }, [2, 3]],
  ['not in a list, as SQL', { column: 's', operator: 'not in', values: ['a'], missing: 'sql' }, [3]],
  ['two columns', { column: 'f', operator: '<', value: { column: 'n' }, missing: 'pandas' }, [1]],
  ['two columns of other types', { column: 'f', operator: '==', value: { column: 's' }, missing: 'pandas' }, []],
  ['not', { not: compare('n', '==', 1) }, [2, 3]],
  ['all', { all: [compare('n', '>=', 1), { column: 's', is: 'present' }] }, [1]],
  ['any', { any: [compare('n', '>=', 2), compare('s', '==', 'b')] }, [2, 3]],
  ['all of nothing', { all: [] }, [1, 2, 3]],
  ['any of nothing', { any: [] }, []],
];

test.each(cases)('%s', async (_what, condition, rows) => {
  expect(await kept(condition)).toEqual(rows);
});

test('the columns of a condition are each named once', () => {
  const condition: Condition = {
    all: [
      { not: compare('a', '==', 1) },
      { column: 'b', is: 'null' },
      { any: [compare('a', '<', 2), { column: 'c', operator: '<', value: { column: 'd' }, missing: 'sql' }] },
      { sql: 'x > 1' },
    ],
  };
  expect(columnsOfCondition(condition)).toEqual(['a', 'b', 'c', 'd']);
});

test('a column that is not there is named beside those that are', () => {
  expect(() => compileCondition(compare('x', '==', 1), columns)).toThrow(
    'no column is called "x"; columns: n, s, any, day, f',
  );
});
