import type { Json } from '@duckdb/node-api';
import { type Column, isNumeric } from '../core/checks/column.ts';
import { exponentFor, histogramOf } from '../core/profile/histogram.ts';
import { sortValues } from '../core/profile/merge.ts';
import { type ColumnProfile, maxValueCharacters, maxValues } from '../core/profile/profile.ts';
import type { Database } from './database.ts';
import { type Request, scan } from './measure/scan.ts';
import { binSql, type Plan } from './plan.ts';

type Row = Record<string, Json>;

/** Statistics of each column: scalars from the first scan, histograms and value counts in one more. */
export async function profileColumns(database: Database, plan: Plan, scanned: Row): Promise<ColumnProfile[]> {
  const scalars = plan.columns.map((column) => scalarsOf(column, scanned));
  const wanted = plan.columns.flatMap((column, index) => {
    const scalar = scalars[index];
    const question = scalar ? questionOf(column, scalar, scanned) : undefined;
    return question ? [{ index, column, ...question }] : [];
  });
  const requests = wanted.map(({ sql, index, column }): Request => {
    return { columns: [column], items: [`histogram(${sql}) AS h${index}`], required: true };
  });
  const { row: counted } = await scan(database, plan.table, requests);
  for (const { index, exponent } of wanted) {
    const scalar = scalars[index];
    const entries = entriesOf(counted[`h${index}`]);
    if (!scalar) continue;
    if (exponent !== undefined) {
      const bins = new Map(entries.map(({ key, count }) => [Number(key), count]));
      scalar.histogram = histogramOf(exponent, bins);
    } else {
      scalar.values =
        entries.length > maxValues ? null : sortValues(entries.map(({ key, count }) => ({ value: key, count })));
    }
  }
  return scalars;
}

function scalarsOf(column: Column, scanned: Row): ColumnProfile {
  const at = column.raw.slice(1);
  const rows = Number(scanned.n);
  const [raw, text, valid] = [`raw${at}`, `text${at}`, `valid${at}`].map((name) => Number(scanned[name]));
  const numeric = isNumeric(column);
  const mean = numeric ? numberOf(scanned[`mean${at}`]) : null;
  const variance = numeric ? numberOf(scanned[`variance${at}`]) : null;
  return {
    name: column.name,
    logicalType: column.logicalType,
    nulls: rows - (raw ?? 0),
    nans: (raw ?? 0) - (text ?? 0),
    invalid: (text ?? 0) - (valid ?? 0),
    valid: valid ?? 0,
    min: extremeOf(scanned[`min${at}`], numeric),
    max: extremeOf(scanned[`max${at}`], numeric),
    mean: mean === null ? null : stable(mean),
    m2: variance === null ? null : stable(variance * (valid ?? 0)),
    histogram: null,
    values: null,
  };
}

/** What to count in the second scan; approximate distinct counts only tell where that is cheap. */
function questionOf(
  column: Column,
  scalar: ColumnProfile,
  scanned: Row,
): { sql: string; exponent?: number } | undefined {
  const at = column.raw.slice(1);
  if (typeof scalar.min === 'number' && typeof scalar.max === 'number') {
    const exponent = exponentFor(scalar.min, scalar.max);
    return { sql: binSql(column, exponent), exponent };
  }
  if (isNumeric(column)) return undefined;
  if (Number(scanned[`distinct${at}`]) > 3 * maxValues || Number(scanned[`longest${at}`]) > maxValueCharacters)
    return undefined;
  return { sql: column.text };
}

function entriesOf(map: Json | undefined): Array<{ key: string; count: number }> {
  if (!Array.isArray(map)) return [];
  return map.map((entry) => {
    const { key, value } = entry as { key: Json; value: Json };
    return { key: String(key), count: Number(value) };
  });
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
