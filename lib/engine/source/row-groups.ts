import { text } from '../../core/checks/sql.ts';
import type { RowGroup } from '../../core/data-parts.ts';
import { type Database, openDatabase } from '../database.ts';

/** Where the rows of a Parquet file lie. Only its footer is read. */
export async function readRowGroups(database: Database, path: string): Promise<RowGroup[]> {
  // A dictionary page lies before the pages that use it; 0 or nothing where there is none.
  const first = 'coalesce(least(nullif(dictionary_page_offset, 0), data_page_offset), data_page_offset)';
  const rows = await database.rows(
    `SELECT max(row_group_num_rows) AS n, min(${first}) AS first, max(${first} + total_compressed_size) AS last FROM parquet_metadata(${text(path)}) GROUP BY row_group_id ORDER BY row_group_id`,
  );
  let firstRow = 0;
  return rows.map(({ n, first: start, last }) => {
    const group = { firstRow, rows: Number(n), start: Number(start), end: Number(last) };
    firstRow += group.rows;
    return group;
  });
}

/** The same of a file that is not open. */
export async function rowGroupsIn(path: string, workDir: string): Promise<RowGroup[]> {
  const database = await openDatabase([path], workDir);
  try {
    return await readRowGroups(database, path);
  } finally {
    database.close();
  }
}
