import type { Check, Measure } from '../core/checks/check.ts';
import { type Column, derive, isNumeric } from '../core/checks/column.ts';
import { bind } from '../core/checks/registry.ts';
import { identifier, number, text } from '../core/checks/sql.ts';
import type { DataContract } from '../core/contract/contract.ts';
import type { Relation } from './relation.ts';

/** Columns that one query looks at: a vector of 2,048 values a derived column and thread, so 64 columns need some 100 MB. */
const columnsPerQuery = 64;

/** The SQL of everything that is asked of one file. Values of contracts are in it as literals only, names as positions. */
export interface Plan {
  columns: Column[];
  measures: Array<{ check: Check; measure: Measure }>;
  /** All counts and scalar statistics of the file; each query gives one row, of other items. One query up to 64 columns. */
  scans: string[];
  /** Rows with `c…` of all columns and `t…`, `v…` of these. */
  typed(columns: Column[]): string;
  /** The same with the file's index as `f` and the 1-based number of the row in it as `r`. */
  numbered(columns: Column[]): string;
  split(part: 'train' | 'holdout', file: string): string;
}

/** `relation` has all columns of the contract. */
export function planOf(options: {
  contract: DataContract;
  relation: Relation;
  holdoutPercent: number;
  /** @default 100 */
  samplePercent?: number;
}): Plan {
  const { contract, relation, samplePercent = 100 } = options;
  const columns = contract.properties.flatMap(({ name }) => relation.columns.filter((column) => column.name === name));
  const byName = new Map(columns.map((column) => [column.name, column]));
  const measures = contract.checks.map((check) => ({ check, measure: bind(check).measure(byName) }));
  const from = (rows: string) => (some: Column[]) =>
    `(SELECT ${['*', ...some.flatMap(derive)].join(', ')} FROM ${rows})`;
  const sampled = (rows: string) =>
    samplePercent === 100 ? rows : `(SELECT * FROM ${rows} WHERE ${sampleCondition(columns, samplePercent)})`;
  const typed = from(sampled(relation.rows));
  const holdout = holdoutCondition(columns, options.holdoutPercent);
  return {
    columns,
    measures,
    typed,
    numbered: from(sampled(relation.numbered)),
    scans: batches(columns).map((some, index) => {
      const items = [...(index === 0 ? wholeRows(holdout) : []), ...scanItems(some, measures)];
      return `SELECT ${items.join(', ')} FROM ${typed(some)}`;
    }),
    split: (part, file) => {
      const items = columns.map((column) => `${written(column)} AS ${identifier(column.name)}`).join(', ');
      const rows = `SELECT ${items} FROM ${typed(columns)} WHERE ${part === 'holdout' ? '' : 'NOT '}(${holdout})`;
      return `COPY (${rows}) TO ${text(file)} (FORMAT csv, HEADER true, DELIMITER ',', USE_TMP_FILE false)`;
    },
  };
}

/** Columns in groups that fit one query. */
export function batches<T>(columns: T[]): T[][] {
  const count = Math.ceil(columns.length / columnsPerQuery);
  return Array.from({ length: count }, (_, i) => columns.slice(i * columnsPerQuery, (i + 1) * columnsPerQuery));
}

/** What training reads: NaN as the missing value that it is, and one spelling of booleans. */
function written(column: Column): string {
  const { logicalType, raw, text, value } = column;
  if (isNumeric(column)) return text;
  return logicalType === 'boolean' ? `coalesce(CAST(${value} AS VARCHAR), ${raw})` : raw;
}

/**
 * A row's side depends on its own text alone: the last 8 bytes of its MD5, as a little-endian number, modulo 10,000.
 * MD5 is the same in every version of every engine, which DuckDB's hash() is not. Equal rows land on the same side.
 */
function holdoutCondition(columns: Column[], holdoutPercent: number): string {
  return `${rowNumber(columns)} % 10000 < ${Math.round(holdoutPercent * 100)}`;
}

/** Of the same hash, digits that say nothing of the row's side, so that a sample has as large a holdout part as the whole. */
function sampleCondition(columns: Column[], samplePercent: number): string {
  return `(${rowNumber(columns)} // 10000) % 10000 < ${Math.max(1, Math.round(samplePercent * 100))}`;
}

function rowNumber(columns: Column[]): string {
  const fields = [...columns]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ raw }) => `coalesce(${raw}, '')`)
    .join(', ');
  return `md5_number_lower(concat_ws(chr(31), ${fields}))`;
}

function wholeRows(holdout: string): string[] {
  return ['count(*) AS n', `count_if(${holdout}) AS holdout`];
}

/** No FILTER clauses: each would hold a copy of all columns, which grows with the square of a table's width. */
function scanItems(columns: Column[], measures: Plan['measures']): string[] {
  const names = new Set(columns.map(({ name }) => name));
  return [
    ...columns.flatMap(statistics),
    ...measures.flatMap(({ measure }, index) =>
      measure.by === 'predicate' && names.has(measure.columns[0] ?? '')
        ? [`count_if(${measure.failing}) AS k${index}`, `count_if(${measure.considered}) AS s${index}`]
        : [],
    ),
  ];
}

function statistics(column: Column): string[] {
  const { raw, text, value } = column;
  const at = raw.slice(1);
  const common = [
    `count(${raw}) AS raw${at}`,
    `count(${text}) AS text${at}`,
    `count(${value}) AS valid${at}`,
    `min(${value}) AS min${at}`,
    `max(${value}) AS max${at}`,
  ];
  if (!isNumeric(column))
    return [...common, `approx_count_distinct(${text}) AS distinct${at}`, `max(length(${text})) AS longest${at}`];
  // Squares of larger numbers overflow, which is an error in DuckDB.
  const tame = `CASE WHEN abs(${value}) < 1e150 THEN ${value} END`;
  return [...common, `avg(${tame}) AS mean${at}`, `var_pop(${tame}) AS variance${at}`];
}

/** `binOf` in SQL. */
export function binSql({ value }: Column, exponent: number): string {
  const bin = `floor(${value} / ${number(2 ** exponent)})`;
  return `CAST(CASE WHEN ${value} < 0 THEN least(-1, ${bin}) ELSE ${bin} END AS BIGINT)`;
}

/** SQL of the key of a row over some columns: null when one of them is, unambiguous whatever the values hold. */
export function keySql(columns: Column[]): string {
  const [only, ...others] = columns;
  if (only && others.length === 0) return only.key;
  const parts = columns.map(({ key }) => `length(${key}) || ':' || ${key}`);
  return parts.join(` || `);
}
