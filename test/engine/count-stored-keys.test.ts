import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countStoredKeys } from '../../lib/engine/count-stored-keys.ts';
import { parquetOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

async function stored(name: string, sql: string): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, await parquetOf(folder, `SELECT h::UBIGINT AS h FROM (${sql}) t(h)`));
  return file;
}

test('hashes of all files and of the list are counted once each, in one share or in several', async () => {
  const files = [
    await stored('a.parquet', 'SELECT range FROM range(0, 1000)'),
    await stored('b.parquet', 'SELECT range FROM range(900, 1500)'),
  ];
  const hashes = ['0000000000000001', 'ffffffffffffffff'];
  const keysOf = (rows: number) => [
    { rows, hashes: null },
    { rows: 2, hashes },
  ];
  expect(await countStoredKeys(files, keysOf(1_600), folder)).toBe(101);
  expect(await countStoredKeys(files, keysOf(20_000_000), folder)).toBe(20_000_002 - 1_501);
  expect(await countStoredKeys([], [{ rows: 2, hashes }], folder)).toBe(0);
});

test('where every row of a repeated key counts, those of a key that is carried with its rows count too', async () => {
  const files = [await stored('c.parquet', 'SELECT unnest([7, 7, 8, 9])')];
  const hashes = ['0000000000000008', '000000000000000a', '000000000000000b'];
  const keys = [
    { rows: 4, hashes: null, every: true as const },
    { rows: 5, hashes, counts: [1, 3, 1], every: true as const },
  ];
  expect(await countStoredKeys(files, keys, folder)).toBe(2 + 2 + 3);
});
