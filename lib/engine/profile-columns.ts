import type { Json } from '@duckdb/node-api';
import { type Column, isNumeric } from '../core/checks/column.ts';
import { type ColumnProfile, maxValueCharacters } from '../core/profile/profile.ts';
import { batches } from './batches.ts';
import type { Database } from './database.ts';
import type { Plan } from './plan.ts';
import { distinctOfColumn, type Question, sketchColumn } from './sketch-column.ts';
import { sketchNumbers } from './sketch-numbers.ts';

type Row = Record<string, Json>;

/** Of a file that is read whole for one column, this many are taken out at once: some hundred bytes a row, which may spill. */
const columnsAtOnce = 8;

/** Statistics of each column: scalars from the first scan; where they are asked for, sketches of all numbers, and of others one by one. */
export async function profileColumns(
  database: Database,
  plan: Plan,
  scanned: Row,
  sketches: boolean,
): Promise<ColumnProfile[]> {
  const scalars = plan.columns.map((column) => ({ column, scalar: scalarsOf(column, scanned) }));
  if (!sketches) return scalars.map(({ scalar }) => scalar);
  const numbers = scalars.filter(({ column }) => isNumeric(column));
  const found = new Map<Column, Partial<ColumnProfile>>(await sketchNumbers(database, plan, numbers));
  const others = plan.columns.filter((column) => typeof found.get(column)?.distinct !== 'string');
  for (const some of batches(others, plan.columnar ? others.length : columnsAtOnce)) {
    const from = await rowsOf(database, plan, some);
    for (const column of some)
      found.set(column, { ...found.get(column), ...(await sketchOf({ database, from, column }, scanned)) });
  }
  return scalars.map(({ column, scalar }) => ({ ...scalar, ...found.get(column) }));
}

/** Of a column that is not counted, or not to the end. */
async function sketchOf(question: Pick<Question, 'database' | 'from' | 'column'>, scanned: Row) {
  const { column } = question;
  if (isNumeric(column)) return { distinct: await distinctOfColumn(question) };
  const distinct = Number(scanned[`distinct${at(column)}`] ?? 0);
  const long = Number(scanned[`longest${at(column)}`] ?? 0) > maxValueCharacters;
  return sketchColumn({ ...question, distinct, long });
}

/** After FROM: the rows with `t…` and `v…` of these columns, in a table of their own where reading them again is dear. */
async function rowsOf(database: Database, plan: Plan, columns: Column[]): Promise<string> {
  if (plan.columnar) return plan.table.typed(columns);
  const items = columns.flatMap(({ text, value, logicalType }) =>
    logicalType === 'number' ? [value] : logicalType === 'string' ? [text] : [text, value],
  );
  await database.rows(
    `CREATE OR REPLACE TEMP TABLE picked AS SELECT ${items.join(', ')} FROM ${plan.table.typed(columns)}`,
  );
  return 'picked';
}

function at({ raw }: Column): string {
  return raw.slice(1);
}

function scalarsOf(column: Column, scanned: Row): ColumnProfile {
  const rows = Number(scanned.n);
  const [raw, text, valid] = [`raw${at(column)}`, `text${at(column)}`, `valid${at(column)}`].map((name) =>
    Number(scanned[name]),
  );
  const numeric = isNumeric(column);
  const mean = numeric ? numberOf(scanned[`mean${at(column)}`]) : null;
  const variance = numeric ? numberOf(scanned[`variance${at(column)}`]) : null;
  return {
    name: column.name,
    logicalType: column.logicalType,
    nulls: rows - (raw ?? 0),
    nans: (raw ?? 0) - (text ?? 0),
    invalid: (text ?? 0) - (valid ?? 0),
    valid: valid ?? 0,
    min: extremeOf(scanned[`min${at(column)}`], numeric),
    max: extremeOf(scanned[`max${at(column)}`], numeric),
    mean: mean === null ? null : stable(mean),
    m2: variance === null ? null : stable(variance * (valid ?? 0)),
    histogram: null,
    values: null,
    frequent: null,
    quantiles: null,
    distinct: null,
  };
}

function numberOf(value: Json | undefined): number | null {
  const read = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read + 0 : null;
}

/** Threads add in any order: the last digits are cut, so that a profile made twice has the same bytes. */
function stable(value: number): number {
  return Number(value.toPrecision(12));
}

function extremeOf(value: Json | undefined, numeric: boolean): number | string | null {
  if (value === null || value === undefined) return null;
  return numeric ? numberOf(value) : String(value).slice(0, maxValueCharacters);
}
