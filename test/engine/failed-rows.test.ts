import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { contractOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'id', logicalType: 'integer', primaryKey: true },
  { name: 'row', logicalType: 'number', logicalTypeOptions: { maximum: 5 } },
  { name: 'who', logicalType: 'string', classification: 'confidential' },
]);

async function rowsOf(file: string) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(`FROM '${file}'`)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

test('failing rows are written whole, with the check and the place, sensitive values masked', async () => {
  const failedRowsFile = join(folder, 'failed.parquet');
  await profileOf(folder, contract, 'id,row,who\n1,2,a\n2,9,b\n2,7,c\n', { failedRowsFile });
  expect(await rowsOf(failedRowsFile)).toEqual([
    { check: 'unique', subject: 'id', file: 'data.csv', row: '3', id: '2', row_2: '7', who: '(masked)' },
    { check: 'range', subject: 'row', file: 'data.csv', row: '2', id: '2', row_2: '9', who: '(masked)' },
    { check: 'range', subject: 'row', file: 'data.csv', row: '3', id: '2', row_2: '7', who: '(masked)' },
  ]);
});

test('at most 20 rows of a check are written, and no file where none fails', async () => {
  const many = join(folder, 'many.parquet');
  const rows = Array.from({ length: 50 }, (_, i) => `${i},9,a`).join('\n');
  await profileOf(folder, contract, `id,row,who\n${rows}\n`, { failedRowsFile: many });
  expect((await rowsOf(many)).map(({ row }) => Number(row))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  const none = join(folder, 'none.parquet');
  await profileOf(folder, contract, 'id,row,who\n1,2,a\n', { failedRowsFile: none });
  expect(existsSync(none)).toBe(false);
});
