import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../lib/core/canonical-json.ts';
import { dataFilesOf } from '../../lib/local/data-files.ts';
import { profileHere } from '../../lib/local/profile.ts';
import { storedProfileIn } from '../../lib/local/stored-profile.ts';
import { validateHere } from '../../lib/local/validate.ts';
import { temporaryFolder } from '../engine/tables.ts';

const folder = temporaryFolder();
const set = join(folder, 'set');
mkdirSync(join(set, 'country=DE'), { recursive: true });
mkdirSync(join(set, 'country=FR', 'day=1'), { recursive: true });
mkdirSync(join(set, '_temporary'));
writeFileSync(join(set, 'country=DE', 'x.csv'), 'n,at,s\n1,2026-01-31,a\n2,2026-02-01,\n');
writeFileSync(join(set, '_SUCCESS'), '');
writeFileSync(join(set, '_temporary', 'y.csv'), 'broken');

test('a folder stands for its data files, its folders for columns, and texts are what they all are', async () => {
  const { rows, columns } = await profileHere({ data: [set] });
  expect(rows).toBe(2);
  expect(columns.map(({ name, logicalType, nulls }) => [name, logicalType, nulls])).toEqual([
    ['n', 'integer', 0],
    ['at', 'date', 0],
    ['s', 'string', 1],
    ['country', 'string', 0],
  ]);
});

test('what it writes is read again as a stored profile', async () => {
  const file = join(folder, 'stored.json');
  const made = await profileHere({ data: [set] });
  writeFileSync(file, canonicalJson(made));
  expect(await storedProfileIn(file)).toEqual(made);
});

test('files are in the order of their names, and a folder without any is told', async () => {
  const files = await dataFilesOf([set, 'else.csv']);
  expect(files).toEqual([join(set, 'country=DE', 'x.csv'), 'else.csv']);
  await expect(dataFilesOf([join(set, 'country=FR')])).rejects.toMatchObject({ code: 'data-missing' });
});

test('files that are judged together are one table: a key twice is found, and its place named', async () => {
  const contract = join(folder, 'contract.json');
  const properties = [{ name: 'k', logicalType: 'integer', unique: true }];
  const schema = [{ name: 'table', properties }];
  const text = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'x', version: '1.0.0', status: 'active', schema };
  writeFileSync(contract, JSON.stringify(text));
  const [a, b] = ['a.csv', 'b.csv'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(a, 'k\n1\n2\n');
  writeFileSync(b, 'k\n3\n1\n');
  const { gate } = await validateHere({ data: [a, b], contract });
  const unique = gate.checks.find(({ check }) => check === 'unique');
  expect(unique?.failing).toMatchObject({ count: 1, samples: [{ row: 2, file: b }] });
  const failedRowsFile = join(folder, 'failed.parquet');
  await validateHere({ data: [a, b], contract, failedRowsFile });
  expect((await profileHere({ data: [failedRowsFile] })).rows).toBe(1);
  await validateHere({ data: [a], contract, failedRowsFile });
  expect(existsSync(failedRowsFile)).toBe(false);
  const nowhere = validateHere({ data: [a, b], contract, failedRowsFile: join(folder, 'no', 'such.parquet') });
  await expect(nowhere).rejects.toMatchObject({ code: 'output-unwritable' });
});
