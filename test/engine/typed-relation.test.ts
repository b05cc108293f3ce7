import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import { mergeProfiles } from '../../lib/core/profile/merge.ts';
import { typedContract } from '../../lib/engine/typed-relation.ts';
import { profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

function suiteOf(...expectations: Array<[type: string, kwargs: object]>) {
  const suite = { name: 's', expectations: expectations.map(([type, kwargs]) => ({ type, kwargs })) };
  return readContract({ text: JSON.stringify(suite), file: 'suite.json' });
}

const ofType = (column: string, type_: string): [string, object] => [
  'expect_column_values_to_be_of_type',
  { column, type_ },
];

test('columns of a CSV of which a suite says no type are what pandas would read', async () => {
  const contract = suiteOf(
    ofType('whole', 'int'),
    ofType('real', 'float'),
    ofType('truth', 'bool'),
    ofType('word', 'str'),
    ofType('day', 'str'),
    ofType('none', 'str'),
  );
  const csv = 'whole,real,truth,word,day,none\n1,1,true,1,2026-01-31,\n-2,2.5,False,x,2026-02-28,\n,nan,,,,\n';
  const { checks, columns } = await profileOf(folder, contract, csv);
  expect(columns.map(({ logicalType }) => logicalType)).toEqual([
    'integer',
    'number',
    'boolean',
    'string',
    'string',
    'string',
  ]);
  expect(checks.map(({ failing, error }) => error ?? failing)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('numbers are compared as numbers, also in the SQL of a suite that names no column', async () => {
  const contract = suiteOf(
    ['expect_column_values_to_be_between', { column: 'n', max_value: 9 }],
    ['unexpected_rows_expectation', { unexpected_rows_query: 'SELECT * FROM {batch} WHERE m > 9' }],
  );
  const { checks } = await profileOf(folder, contract, 'n,m\n10,10\n9,9\n');
  expect(checks.map(({ failing }) => failing)).toEqual([1, 1]);
});

test('columns of conditions and those that name rows have types too', async () => {
  const where = { row_condition: 'm == 2 and k in [1, 3]', condition_parser: 'pandas' };
  const contract = suiteOf(['expect_column_values_to_be_in_set', { column: 'word', value_set: ['x'], ...where }]);
  const csv = 'word,m,k,id\nx,2,1,7\ny,2,3,8\nz,1,3,9\n';
  const { checks } = await profileOf(folder, contract, csv, { samples: { keys: ['id'] } });
  expect(checks).toMatchObject([{ failing: 1, total: 2, samples: [{ row: 2, keys: [8] }] }]);
});

test('a column that is absent is a fault of the expectations about it, and of no other', async () => {
  const contract = suiteOf(
    ['expect_column_values_to_be_unique', { column: 'gone' }],
    ['expect_column_values_to_be_unique', { column: 'n' }],
  );
  const { checks, columns } = await profileOf(folder, contract, 'n\n1\n');
  expect(checks.map(({ failing, error }) => error?.code ?? failing)).toEqual(['column-unknown', 0]);
  expect(columns.map(({ name }) => name)).toEqual(['n']);
});

test('parts that hold a column as different types, or not at all, are merged by what they share', async () => {
  const contract = suiteOf(
    ['expect_column_values_to_not_be_null', { column: 'a' }],
    ['expect_column_values_to_not_be_null', { column: 'b' }],
  );
  const parts = await Promise.all(
    ['a,b\n1,1\n2,2\n', 'a\nx\n', 'a,b\n3,2.5\n'].map((csv) => profileOf(folder, contract, csv)),
  );
  const { rows, columns, checks } = mergeProfiles(parts);
  expect(rows).toBe(4);
  expect(columns).toMatchObject([
    { name: 'a', logicalType: 'string', valid: 4, mean: null, min: null, histogram: null },
    { name: 'b', logicalType: 'number', valid: 3, min: 1, max: 2.5 },
  ]);
  expect(checks.map(({ failing, error }) => error?.code ?? failing)).toEqual([0, 'column-unknown']);
});

test('before files are read in parts, each column has the type of the whole', async () => {
  const contract = suiteOf(
    ['expect_column_values_to_be_between', { column: 'a', max_value: 5, row_condition: 'c > 1' }],
    ['expect_column_values_to_be_between', { column: 'b', max_value: 5 }],
    ['expect_column_values_to_be_between', { column: 'gone', max_value: 5 }],
  );
  const files = ['a,b,c,d\n1,1,1,1\n', 'a,b,c,d\nx,2.5,2,1\n'].map((csv, index) => {
    const path = join(folder, `part-${index}.csv`);
    writeFileSync(path, csv);
    return { path, name: path };
  });
  const { properties } = await typedContract(contract, { files, format: {}, workDir: folder }, ['d']);
  expect(properties.map(({ name, logicalType }) => [name, logicalType])).toEqual([
    ['a', 'string'],
    ['b', 'number'],
    ['gone', undefined],
    ['c', 'integer'],
    ['d', 'integer'],
  ]);
});

test('a column of a CSV is of moments where a check asks for them, and every value is one', async () => {
  const between = (column: string): [string, object] => [
    'expect_column_values_to_be_between',
    { column, min_value: '2026-01-01T00:00:00' },
  ];
  const contract = suiteOf(between('at'), ofType('at', 'datetime64[ns]'), between('word'), ofType('free', 'str'));
  const csv = 'at,word,free\n2026-01-01 02:49:48,x,2026-01-01\n2025-12-31T23:00:00Z,2026-01-02,2026-01-01\n';
  const { checks, columns } = await profileOf(folder, contract, csv);
  expect(columns.map(({ logicalType }) => logicalType)).toEqual(['timestamp', 'string', 'string']);
  expect(checks.slice(0, 2).map(({ failing, samples }) => [failing, samples.map(({ row }) => row)])).toEqual([
    [1, [2]],
    [0, []],
  ]);
});

test('a type that the first rows have and a later one has not is not the column’s', async () => {
  const contract = suiteOf(ofType('n', 'float'), ofType('late', 'str'));
  const rows = Array.from({ length: 25_000 }, (_, at) => `${at},${at < 24_000 ? '' : 'x'}`);
  const { columns } = await profileOf(folder, contract, `n,late\n${rows.join('\n')}\n0.5,y\n`);
  expect(columns.map(({ logicalType }) => logicalType)).toEqual(['number', 'string']);
});

test('a column whose first value comes late is of its type, and one without any is of texts', async () => {
  const contract = suiteOf(ofType('late', 'int'), ofType('none', 'str'), ofType('n', 'int'));
  const rows = Array.from({ length: 25_000 }, (_, at) => `${at < 24_000 ? '' : at},,${at}`);
  const { columns, checks } = await profileOf(folder, contract, `late,none,n\n${rows.join('\n')}\n`);
  expect(columns.map(({ logicalType, valid }) => [logicalType, valid])).toEqual([
    ['integer', 1_000],
    ['string', 0],
    ['integer', 25_000],
  ]);
  expect(checks.map(({ failing }) => failing)).toEqual([0, 0, 0]);
});

test('passes are told once, also where the first rows mislead', async () => {
  const contract = suiteOf(['expect_column_values_to_be_between', { column: 'n', max_value: 9 }]);
  const told: unknown[] = [];
  const rows = Array.from({ length: 25_000 }, () => '1').join('\n');
  const { checks } = await profileOf(folder, contract, `n\n${rows}\n9.5\n`, { onPasses: (made) => told.push(made) });
  expect(told).toHaveLength(1);
  expect(checks.map(({ failing }) => failing)).toEqual([1]);
});
