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
  const list = ['0000000000000001', 'ffffffffffffffff'];
  expect(await countStoredKeys(files, list, 1_602, folder)).toBe(1_501);
  expect(await countStoredKeys(files, list, 20_000_000, folder)).toBe(1_501);
  expect(await countStoredKeys([], list, 2, folder)).toBe(2);
});
