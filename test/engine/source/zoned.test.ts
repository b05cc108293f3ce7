import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../../lib/engine/database.ts';
import { openSource } from '../../../lib/engine/source/source.ts';
import { parquetOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();

test('a moment of a time zone is known as one, and read in UTC', async () => {
  const path = join(folder, 'zoned.parquet');
  const sql = `SELECT TIMESTAMPTZ '2026-01-31 12:00:00+02' AS a, TIMESTAMP '2026-01-31 12:00:00' AS b`;
  await writeFile(path, await parquetOf(folder, sql));
  const source = await openSource({ files: [{ path, name: 'x.parquet' }], format: {}, declared: [], workDir: folder });
  const database = await openDatabase(source.paths, folder);
  try {
    const { columns, rows } = await source.relation(database);
    expect(columns.map(({ storage, zoned }) => [storage, zoned ?? false])).toEqual([
      ['timestamp', true],
      ['timestamp', false],
    ]);
    expect(await database.rows(`SELECT CAST(c0 AS VARCHAR) AS a FROM ${rows}`)).toEqual([{ a: '2026-01-31 10:00:00' }]);
  } finally {
    database.close();
    await source.close();
  }
});
