import type { Column } from '../../core/checks/column.ts';
import { type Condition, columnNamed } from '../../core/checks/condition.ts';
import { referenceNamed } from '../../core/checks/reference.ts';
import { both, identifier } from '../../core/checks/sql.ts';
import { InputError } from '../../core/errors.ts';
import type { MergedBy } from '../../core/profile/profile.ts';
import { type CheckCounts, type Json, maxSamples, type Sample } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import { guardExpression, guardQuery, type MergeableAggregate } from './guard.ts';
import { batch } from './query-shape.ts';
import type { SampleOptions } from './samples.ts';
import type { Table } from './table.ts';

/** SQL of the user over the columns of a query, and which columns those are. */
export interface Expression {
  sql: string;
  columns: Column[];
}

/** @throws InputError `sql-refused` or `column-unknown`. */
export async function expressionOf(
  database: Database,
  sql: string,
  byName: ReadonlyMap<string, Column>,
): Promise<Expression> {
  const columns = new Set<Column>();
  const guarded = await guardExpression(database, sql, (name) => {
    const column = byName.get(name) ?? sameButCase(name, byName) ?? columnNamed(name, byName);
    columns.add(column);
    return ownValue(column);
  });
  return { sql: guarded, columns: [...columns] };
}

/** SQL takes no notice of case, and the data does only where it must. */
function sameButCase(name: string, byName: ReadonlyMap<string, Column>): Column | undefined {
  const found = [...byName.values()].filter((column) => column.name.toLowerCase() === name.toLowerCase());
  return found.length === 1 ? found[0] : undefined;
}

/** What SQL of the user sees of a column: texts of a CSV in their type, NaN as null. */
function ownValue({ storage, raw, value }: Column): string {
  return storage === 'text' || storage === 'float' ? value : raw;
}

/** A condition with its SQL guarded and rewritten, and the columns of that SQL. */
export async function guardCondition(
  database: Database,
  condition: Condition,
  byName: ReadonlyMap<string, Column>,
): Promise<{ condition: Condition; columns: Column[] }> {
  const several = async (inner: Condition[]) => {
    const guarded: Array<{ condition: Condition; columns: Column[] }> = [];
    for (const one of inner) guarded.push(await guardCondition(database, one, byName));
    return { conditions: guarded.map((one) => one.condition), columns: guarded.flatMap((one) => one.columns) };
  };
  if ('sql' in condition) {
    const { sql, columns } = await expressionOf(database, condition.sql, byName);
    return { condition: { sql }, columns };
  }
  if ('all' in condition) {
    const { conditions, columns } = await several(condition.all);
    return { condition: { all: conditions }, columns };
  }
  if ('any' in condition) {
    const { conditions, columns } = await several(condition.any);
    return { condition: { any: conditions }, columns };
  }
  if ('not' in condition) {
    const inner = await guardCondition(database, condition.not, byName);
    return { condition: { not: inner.condition }, columns: inner.columns };
  }
  return { condition, columns: [] };
}

export interface UserQuery {
  sql: string;
  where: string | undefined;
  ofUser: true;
}

/** Rows that a query answers with, each of them a failing one. */
export async function failingRowsOf(
  database: Database,
  table: Table,
  query: UserQuery,
  { samples = 20 }: SampleOptions,
): Promise<Pick<CheckCounts, 'failing' | 'samples' | 'observed'> & { ofRows: boolean }> {
  const { from, ofRows } = await fromQuery(database, table, query);
  const [counted] = await database.rows(`${from} SELECT count(*) AS n FROM q`, query);
  const failing = Number(counted?.n);
  const limit = samples === 'all' ? '' : ` LIMIT ${samples}`;
  const rows = failing === 0 ? [] : await database.rows(`${from} SELECT * FROM q${limit}`, query);
  return { failing, observed: failing, samples: rows.map(sampleOf), ofRows };
}

/** A row of an answer is no row of the data: its number is its place in the answer. */
function sampleOf(row: Record<string, Json>, index: number): Sample {
  const told = Object.entries(row).map(([name, value]) => `${name}=${value === null ? 'null' : String(value)}`);
  return { row: index + 1, value: told.join(', ').slice(0, 80), values: [row] };
}

/** The one value that a query answers with. */
export async function singleValueOf(database: Database, table: Table, query: UserQuery): Promise<Json> {
  const { from } = await fromQuery(database, table, query);
  const rows = await database.rows(`${from} SELECT * FROM q LIMIT 2`, query);
  const values = Object.values(rows[0] ?? {});
  if (rows.length !== 1 || values.length !== 1) {
    const got = `${rows.length > 1 ? 'several' : rows.length} rows of ${values.length} columns`;
    throw new InputError('sql-value', `the SQL must answer with one row of one column; it answers with ${got}`);
  }
  const [value = null] = values;
  return asNumber(value);
}

function asNumber(value: Json): Json {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : value;
}

const mergeable = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL\(.*|DATE|TIMESTAMP( WITH TIME ZONE)?)$/;

/** The value of a query that is one aggregate of numbers or moments, so that it can be merged with those of other parts. */
export async function mergeableValueOf(
  database: Database,
  table: Table,
  query: UserQuery,
): Promise<Pick<CheckCounts, 'observed' | 'value'>> {
  const { aggregate } = await fromQuery(database, table, query);
  if (!aggregate) return { observed: await singleValueOf(database, table, query) };
  const [row] = await database.rows(`${aggregate.from} SELECT value, rows, typeof(value) AS type FROM q`, query);
  const value = asNumber(row?.value ?? null);
  const known = value === null || typeof value === 'number' || typeof value === 'string';
  if (!known || !mergeable.test(String(row?.type))) return { observed: value };
  return { observed: value, value: { by: aggregate.by, value, rows: Number(row?.rows) } };
}

/** Rows of two queries that are in both, as a share of those of the longer answer; no part of the data tells it of the whole. */
export async function matchOf(
  database: Database,
  table: Table,
  query: UserQuery,
  comparison: string,
): Promise<Pick<CheckCounts, 'ratio' | 'details' | 'alone'>> {
  const { from } = await fromQueries(database, table, { q: query.sql, p: comparison }, query.where);
  const rows = (name: string) => `(SELECT count(*) FROM ${name})`;
  const items = [`${rows('q')} AS q`, `${rows('p')} AS p`, `${rows('(FROM q INTERSECT ALL FROM p)')} AS both`];
  const [row] = await database.rows(`${from} SELECT ${items.join(', ')}`, query);
  const [same, all] = [Number(row?.both), Math.max(Number(row?.q), Number(row?.p))];
  const apart = (some: string) => database.rows(`${from} FROM ${some} LIMIT ${maxSamples}`, query);
  const details =
    same === all
      ? {}
      : {
          details: {
            missing_rows: await apart('(FROM p EXCEPT ALL FROM q)'),
            unexpected_rows: await apart('(FROM q EXCEPT ALL FROM p)'),
          },
        };
  const side = (sum: number) => ({ values: all, sum });
  return { ratio: { of: side(same), to: side(all) }, alone: true, ...details };
}

async function fromQuery(database: Database, table: Table, { sql, where }: UserQuery) {
  return fromQueries(database, table, { q: sql }, where);
}

/** Queries by the names under which they are to be read, beside what they read themselves. */
async function fromQueries(
  database: Database,
  table: Table,
  queries: Record<string, string>,
  where: string | undefined,
): Promise<{ from: string; ofRows: boolean; aggregate?: { from: string; by: MergedBy } }> {
  const { references } = table;
  const rows = `SELECT ${namedColumns(table.columns)} FROM ${table.typed(table.columns)} WHERE ${both(where)}`;
  const parts = new Map([[batch, rows]]);
  const guarded = new Map<string, string>();
  let ofRows = true;
  let aggregate: MergeableAggregate | undefined;
  for (const [called, sql] of Object.entries(queries)) {
    const query = await guardQuery(database, sql, [...references.keys()]);
    ofRows &&= query.ofRows;
    guarded.set(called, query.sql);
    aggregate = query.aggregate;
    for (const [name, as] of query.reads) {
      const reference = referenceNamed(name, references);
      const columns = [...reference.columns.values()];
      parts.set(identifier(as), `SELECT ${namedColumns(columns)} FROM ${reference.typed(columns)}`);
    }
  }
  const named = (some: Iterable<[string, string]>) =>
    `WITH ${[...parts, ...some].map(([called, sql]) => `${called} AS (${sql})`).join(', ')}`;
  const from = named(guarded);
  if (!aggregate || guarded.size > 1) return { from, ofRows };
  const [called] = guarded.keys();
  return { from, ofRows, aggregate: { from: named([[String(called), aggregate.sql]]), by: aggregate.by } };
}

function namedColumns(columns: Column[]): string {
  return columns.map((column) => `${ownValue(column)} AS ${identifier(column.name)}`).join(', ');
}
