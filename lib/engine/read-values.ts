import { type Column, isNumeric } from '../core/checks/column.ts';
import type { Property } from '../core/contract/property.ts';
import type { Categories, DriftColumn, Numbers } from '../core/drift/column.ts';
import { InputError } from '../core/errors.ts';
import type { Database } from './database.ts';
import { type Table, tableOf } from './measure/table.ts';
import { type DataFiles, withRelation } from './open-relation.ts';

/** 8 bytes each, twice while they are sorted. */
const mostValues = 50_000_000;
/** More different texts are names rather than categories. */
const mostCategories = 10_000;

/** Every number and every category of files, for what a profile does not tell. @throws InputError `data-…`, `too-many-values` */
export async function readValues(data: DataFiles, properties: Property[]): Promise<DriftColumn[]> {
  return withRelation(data, properties, async (relation, database) => {
    const wanted = new Set(properties.map(({ name }) => name));
    const columns = relation.columns.filter(({ name }) => wanted.has(name));
    const [counted] = await database.rows(`SELECT count(*) AS n FROM ${relation.rows}`);
    const rows = Number(counted?.n);
    const numeric = columns.filter(isNumeric).length;
    if (rows * numeric > mostValues)
      throw new InputError(
        'too-many-values',
        `${rows} rows of ${numeric} columns of numbers are too many to look at each; at most ${mostValues} values are. Compare profiles (\`--binning reference\`) instead`,
      );
    const read: DriftColumn[] = [];
    for (const column of columns) read.push(await readColumn(database, tableOf(relation), column, rows));
    return read;
  });
}

async function readColumn(database: Database, table: Table, column: Column, total: number): Promise<DriftColumn> {
  const from = table.typed([column]);
  const [counted] = await database.rows(`SELECT count(${column.text}) AS present FROM ${from}`);
  const missing = total - Number(counted?.present);
  const content = isNumeric(column)
    ? await numbersIn(database, from, column)
    : await categoriesIn(database, from, column);
  return { name: column.name, rows: total, missing, content };
}

async function numbersIn(database: Database, from: string, { value }: Column): Promise<DriftColumn['content']> {
  const values = await database.numbers(`SELECT CAST(${value} AS DOUBLE) FROM ${from} WHERE ${value} IS NOT NULL`);
  if (values.length === 0) return { kind: 'untold', why: 'has no values' };
  return numbersOf(values);
}

/** Two passes, so that squares of large means do not cancel. */
function numbersOf(values: Float64Array): Numbers {
  let [sum, min, max] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return { kind: 'number', count: values.length, min, max, deviation, of: { values } };
}

async function categoriesIn(
  database: Database,
  from: string,
  { text }: Column,
): Promise<Categories | DriftColumn['content']> {
  const found = await database.rows(
    `SELECT ${text} AS category, count(*) AS n FROM ${from} WHERE ${text} IS NOT NULL GROUP BY ALL ORDER BY n DESC, category LIMIT ${mostCategories + 1}`,
  );
  if (found.length === 0) return { kind: 'untold', why: 'has no values' };
  if (found.length > mostCategories) return { kind: 'untold', why: `has more than ${mostCategories} different values` };
  const counts = new Map(found.map(({ category, n }) => [String(category), Number(n)]));
  return { kind: 'category', count: [...counts.values()].reduce((a, b) => a + b, 0), counts };
}
