import type { Column } from '../../core/checks/column.ts';
import { type Ignore, kept } from '../../core/checks/ignore.ts';
import { both } from '../../core/checks/sql.ts';
import { type CheckCounts, maxKeys } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import { type SampleOptions, sampleRows } from './samples.ts';
import type { Table } from './table.ts';

export interface Duplicates {
  columns: Column[];
  /** With the columns of the condition. */
  all: Column[];
  ignore: Ignore;
  count: 'further' | 'all';
  where: string | undefined;
}

/** Rows that repeat a key. A missing value of a key that is not ignored is a value like another. */
export async function countDuplicates(
  database: Database,
  table: Table,
  wanted: Duplicates,
  options: SampleOptions & { keepKeys: boolean },
): Promise<Pick<CheckCounts, 'failing' | 'considered' | 'samples' | 'keys'>> {
  const { columns, all, ignore, count, where } = wanted;
  const key = keySql(columns, ignore);
  const condition = both(where, kept(ignore, columns));
  const keyed = `(SELECT ${key} AS k FROM ${table.typed(all)} WHERE ${condition})`;
  const [row] = await database.rows(countSql(keyed, count));
  const rows = Number(row?.keyed);
  const failing = Number(row?.failing);
  const nth =
    count === 'all' ? `count(*) OVER (PARTITION BY ${key})` : `row_number() OVER (PARTITION BY ${key} ORDER BY f, r)`;
  const repeated = `(FROM (SELECT *, ${nth} AS nth FROM ${table.numbered(all)} WHERE ${condition}) WHERE nth > 1 ORDER BY f, r)`;
  const samples =
    failing === 0 ? [] : await sampleRows(database, table, { columns, from: repeated, condition: 'true' }, options);
  const counts = { failing, considered: rows, samples };
  if (!options.keepKeys || count === 'all') return counts;
  return { ...counts, keys: { rows, hashes: await hashesOf(database, keyed) } };
}

function countSql(keyed: string, count: 'further' | 'all'): string {
  if (count === 'further') return `SELECT count(k) AS keyed, count(k) - count(DISTINCT k) AS failing FROM ${keyed}`;
  const grouped = `(SELECT count(*) AS n FROM ${keyed} GROUP BY k)`;
  return `SELECT coalesce(sum(n), 0) AS keyed, coalesce(sum(n) FILTER (n > 1), 0) AS failing FROM ${grouped}`;
}

async function hashesOf(database: Database, keyed: string): Promise<string[] | null> {
  const hash = `format('{:016x}', md5_number_lower(CAST(k AS VARCHAR)))`;
  const rows = await database.rows(`SELECT DISTINCT ${hash} AS h FROM ${keyed} LIMIT ${maxKeys + 1}`);
  return rows.length > maxKeys ? null : rows.map((row) => String(row.h)).sort();
}

/** SQL of the key of a row over some columns, unambiguous whatever the values hold. Null only for one column without a value. */
export function keySql(columns: Column[], ignore: Ignore): string {
  const [only, ...others] = columns;
  if (only && others.length === 0 && ignore === 'any-missing') return only.key;
  return columns.map(partSql).join(` || `);
}

function partSql({ key }: Column): string {
  const spelled = `CAST(${key} AS VARCHAR)`;
  return `coalesce(length(${spelled}) || ':' || ${spelled}, '-')`;
}
