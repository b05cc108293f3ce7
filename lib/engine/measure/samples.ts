import { type Column, isNumeric } from '../../core/checks/column.ts';
import type { Row } from '../../core/checks/measure.ts';
import { type Json, maxSamples, type Sample } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import type { Table } from './table.ts';

const sampleCharacters = 80;

export interface SampleOptions {
  /** How many failing rows of a check are kept, the first ones of the data. @default 20 */
  samples?: number | 'all';
  /** Whether a sample has the values of its columns, each as it is. @default false */
  values?: boolean;
  /** Columns whose values name a row, and go with each sample. @default none */
  keys?: string[];
}

/** The first failing rows of `from`, which is numbered rows. */
export async function sampleRows(
  database: Database,
  table: Table,
  { columns, from, condition }: { columns: Column[]; from: string; condition: string },
  { samples = maxSamples, values = false, keys = [] }: SampleOptions,
): Promise<Sample[]> {
  if (samples === 0) return [];
  const named = keys.flatMap((name) => table.columns.filter((column) => column.name === name));
  const items = [
    'f',
    'r',
    ...(values ? columns.flatMap(spelledSql) : [`${shownSql(columns)} AS value`]),
    ...named.map(({ raw }, index) => `CAST(${raw} AS VARCHAR) AS k${index}`),
  ];
  // No ORDER BY: the engine keeps the files' order and can stop at the limit.
  const limit = samples === 'all' ? '' : ` LIMIT ${samples}`;
  const rows = await database.rows(`SELECT ${items.join(', ')} FROM ${from} WHERE ${condition}${limit}`);
  return rows.map((row) => ({
    ...sampleOf(row, table, values ? columns : undefined),
    ...(keys.length === 0 ? {} : { keys: named.map((column, index) => keyOf(column, row[`k${index}`] ?? null)) }),
  }));
}

function shownSql(columns: Column[]): string {
  const shown = columns.map(({ raw }) => raw);
  if (shown.length === 0) return 'NULL';
  return `left(${shown.length === 1 ? `CAST(${shown[0]} AS VARCHAR)` : `concat_ws(', ', ${shown.join(', ')})`}, ${sampleCharacters})`;
}

/** SELECT items of a value: `s…`, as it is spelled, and `v…` where it has a type of its own that the spelling does not tell. */
export function spelledSql(column: Column, index: number): string[] {
  const { raw, text, value, storage, logicalType } = column;
  const spelled = storage === 'text' || storage === 'mixed' ? raw : text;
  const typed = storage === 'text' && (isNumeric(column) || logicalType === 'boolean');
  return [`${spelled} AS s${index}`, ...(typed ? [`${value} AS v${index}`] : [])];
}

function sampleOf(row: Row, { files }: Table, columns: Column[] | undefined): Sample {
  const file = files.length > 1 ? files[Number(row.f)] : undefined;
  const place = { row: Number(row.r), ...(file === undefined ? {} : { file }) };
  if (!columns) return { ...place, value: row.value === null || row.value === undefined ? null : String(row.value) };
  const values = columns.map((column, index) => jsonOf(column, row[`s${index}`] ?? null, row[`v${index}`] ?? null));
  const told = values.filter((value) => value !== null).map(spell);
  const value = told.length === 0 ? null : told.join(', ').slice(0, sampleCharacters);
  return { ...place, value, values };
}

/** What a value is as JSON: a number where it is one and survives that, else its spelling. */
export function jsonOf({ storage }: Column, spelled: Json, typed: Json): Json {
  if (spelled === null) return null;
  const text = String(spelled);
  switch (storage) {
    case 'integer':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case 'float':
    case 'decimal':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      return text === 'true';
    case 'mixed':
      return parsed(text);
    case 'timestamp':
      return text.replace(' ', 'T');
    default:
      return typed ?? text;
  }
}

/** A key is read as it is spelled: a number of a CSV is one. */
function keyOf(column: Column, spelled: Json): Json {
  const isNumber = column.storage === 'text' && isNumeric(column) && Number.isFinite(Number(spelled));
  return isNumber && spelled !== null ? Number(spelled) : jsonOf(column, spelled, null);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function spell(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
