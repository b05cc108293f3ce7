import type { Column } from '../../core/checks/column.ts';
import { type Ignore, kept } from '../../core/checks/ignore.ts';
import { type Groups, type Measure, maxGroups, type Row } from '../../core/checks/measure.ts';
import { both } from '../../core/checks/sql.ts';
import type { Database } from '../database.ts';
import { keysFor } from './duplicates.ts';
import type { Kept } from './kept.ts';
import { jsonOf, spelledSql } from './samples.ts';
import type { Table } from './table.ts';

export interface Grouped {
  columns: Column[];
  /** With the columns of the condition. */
  all: Column[];
  where: string | undefined;
}

/** Aggregates over the different keys of some columns, `n` rows each. */
export async function aggregateGroups(
  database: Database,
  table: Table,
  { columns, all, where }: Grouped,
  { ignore, items, kept }: { ignore: Ignore; items: Record<string, string>; kept: Kept },
): Promise<Row> {
  const [column, ...others] = columns;
  const different = column && others.length === 0 && where === undefined ? kept.differentOf(column) : undefined;
  if (different !== undefined) return Object.fromEntries(Object.keys(items).map((alias) => [alias, different]));
  const keys = keysFor({ database, table, kept }, { columns, all, where }, ignore);
  const asked = Object.entries(items).map(([alias, sql]) => `${sql} AS "${alias}"`);
  const [row] = await keys.database.rows(
    `SELECT ${asked.join(', ')} FROM (SELECT k, count(*) AS n FROM ${keys.from} GROUP BY k)`,
  );
  return row ?? {};
}

/** The different values, or combinations of values, and how many rows have each. Members of the set always come along. */
export async function valueGroups(
  database: Database,
  table: Table,
  { columns, all, where }: Grouped,
  {
    keep,
    inside = 'true',
    ignore = 'all-missing',
  }: Pick<Extract<Measure, { by: 'values' }>, 'keep' | 'inside' | 'ignore'>,
): Promise<Groups> {
  const condition = both(where, kept(ignore, columns));
  const spelled = columns.flatMap(spelledSql);
  const order = columns.map((_, index) => `o${index}`).join(', ');
  const ordered = columns.map(({ value, raw, storage }, index) => `${storage === 'text' ? value : raw} AS o${index}`);
  const rows = `SELECT ${[...spelled, ...ordered, `${inside} AS i`].join(', ')} FROM ${table.typed(all)} WHERE ${condition}`;
  const groups = `SELECT *, count(*) AS n FROM (${rows}) GROUP BY ALL`;
  const chosen = keep === 'modes' ? 'FROM g WHERE n = (SELECT max(n) FROM g)' : 'FROM g';
  const found = await database.rows(
    `WITH g AS MATERIALIZED (${groups}), h AS MATERIALIZED (${chosen})
    SELECT *, (SELECT count(*) FROM h) AS d, (SELECT count(*) FROM h WHERE NOT i) AS u
    FROM (FROM h ORDER BY i DESC, n DESC LIMIT ${maxGroups}) ORDER BY ${order}`,
  );
  return {
    groups: found.map((row) => ({
      values: columns.map((column, index) => jsonOf(column, row[`s${index}`] ?? null, row[`v${index}`] ?? null)),
      count: Number(row.n),
      inside: row.i === true,
    })),
    different: Number(found[0]?.d ?? 0),
    outside: Number(found[0]?.u ?? 0),
  };
}
