import { type Column, isNumeric } from '../../core/checks/column.ts';
import type { Row } from '../../core/checks/measure.ts';
import type { Database, Queryable } from '../database.ts';
import type { Keeper, KeptType } from '../keeper.ts';
import type { Measurable, Prepared } from './prepare.ts';
import type { Request } from './scan.ts';

/** What passes after the one scan read instead of the files; undefined where those must be read again. */
export interface Kept {
  /** Of a column's values: `k`, equal for equal values. */
  keysOf(column: Column): KeptColumn | undefined;
  /** The numbers of a column, as `k`. */
  numbersOf(column: Column): KeptColumn | undefined;
}

export interface KeptColumn {
  database: Queryable;
  /** After FROM: `k`, where there is one. */
  from: string;
}

export const nothingKept: Kept = { keysOf: () => undefined, numbersOf: () => undefined };

/** Each takes 8 bytes a row, or as much as its texts, of memory and then of the disk. */
const mostColumns = 8;

interface Item {
  of: 'keys' | 'numbers';
  column: Column;
  type: KeptType;
  sql: string;
}

/** Asks for the values that further passes need, beside the one scan of the files. */
export interface Keeping {
  requests: Request[];
  /** Once the scan is over. */
  kept(scanned: Row): Promise<Kept>;
}

/** What checks read in passes of their own, where they are about all rows and a column at a time. */
export async function keepFor(checks: Prepared[], database: Database): Promise<Keeping> {
  const items = itemsOf(checks);
  if (items.length === 0) return { requests: [], kept: async () => nothingKept };
  const keeper = await database.keeper(items.map(({ type }) => type));
  const whole = items.filter(({ type }) => type === 'BIGINT');
  const request: Request = {
    columns: [...new Set(items.map(({ column }) => column))],
    items: [
      `${keeper.count(items.map(({ sql }) => sql))} AS kept`,
      ...whole.map(({ column, sql }) => `count(${sql}) = count_if(${column.present}) AS kept_${column.raw}`),
    ],
  };
  const kept = async (scanned: Row) => {
    keeper.seal();
    const [counted] = await keeper.rows('SELECT count(*) AS n FROM kept');
    // There was no room for some, or a query that failed and was asked again has put them away twice.
    const whole = counted?.n === scanned.kept && scanned.kept === scanned.n;
    return whole ? keptIn(keeper, items, scanned) : nothingKept;
  };
  return { requests: [request], kept };
}

function keptIn(keeper: Keeper, items: Item[], scanned: Row): Kept {
  const find = (of: Item['of'], column: Column) => {
    const at = items.findIndex((item) => item.of === of && item.column === column);
    if (at < 0 || scanned[`kept_${column.raw}`] === false) return undefined;
    return { database: keeper, from: `(SELECT k${at} AS k FROM kept WHERE k${at} IS NOT NULL)` };
  };
  return { keysOf: (column) => find('keys', column), numbersOf: (column) => find('numbers', column) };
}

function itemsOf(checks: Prepared[]): Item[] {
  const items = new Map<string, Item>();
  for (const check of checks) {
    const item = check.error === undefined ? itemOf(check) : undefined;
    if (item) items.set(`${item.of} ${item.column.raw}`, item);
  }
  return [...items.values()].slice(0, mostColumns);
}

/** Of a column whose storage is not text, what is in the file is cheap to read again. */
function itemOf({ measure, where, columns: [column, ...others] }: Measurable): Item | undefined {
  if (column?.storage !== 'text' || others.length > 0 || where !== undefined) return undefined;
  if (measure.by === 'quantiles' && isNumeric(column))
    return { of: 'numbers', column, type: 'DOUBLE', sql: column.value };
  const keyed = measure.by === 'groups' || measure.by === 'duplicates';
  if (!keyed || measure.ignore !== 'any-missing') return undefined;
  const whole = column.logicalType === 'integer';
  return { of: 'keys', column, type: whole ? 'BIGINT' : 'VARCHAR', sql: whole ? wholeKey(column) : column.key };
}

/** The same keys in a third of the memory, where all of them fit. */
function wholeKey({ text }: Column): string {
  return `TRY_CAST(${text} AS BIGINT)`;
}
