import type { Check, Measure } from '../core/checks/check.ts';
import { type Column, columnOf, derive, isNumeric } from '../core/checks/column.ts';
import { bind } from '../core/checks/registry.ts';
import { identifier, number, text } from '../core/checks/sql.ts';
import type { DataContract } from '../core/contract/contract.ts';

/** The SQL of everything that is asked of one file. Values of contracts are in it as literals only, names as positions. */
export interface Plan {
  columns: Column[];
  measures: Array<{ check: Check; measure: Measure }>;
  /** All counts and scalar statistics of the file in one row. */
  scan: string;
  /** Rows as `r` (1-based number), `c…`, `t…`, `v…`. */
  numbered: string;
  typed: string;
  split(part: 'train' | 'holdout', file: string): string;
}

/**
 * @param source SQL that yields the file's columns as text, named `c0`, `c1`… by position.
 * @param header the file's column names, so that `c2` is `header[2]`.
 */
export function planOf(options: {
  contract: DataContract;
  source: string;
  header: string[];
  holdoutPercent: number;
}): Plan {
  const { contract, source, header } = options;
  const columns = contract.properties.map((property) => columnOf(property, header.indexOf(property.name)));
  const byName = new Map(columns.map((column) => [column.name, column]));
  const measures = contract.checks.map((check) => ({ check, measure: bind(check).measure(byName) }));
  const derived = columns.flatMap(derive).join(', ');
  const typed = `(SELECT *, ${derived} FROM ${source})`;
  const holdout = holdoutCondition(columns, options.holdoutPercent);
  return {
    columns,
    measures,
    typed,
    numbered: `(SELECT *, ${derived} FROM (SELECT row_number() OVER () AS r, * FROM ${source}))`,
    scan: `SELECT ${scanItems(columns, measures, holdout).join(', ')} FROM ${typed}`,
    split: (part, file) => {
      const items = columns.map((column) => `${written(column)} AS ${identifier(column.name)}`).join(', ');
      const rows = `SELECT ${items} FROM ${typed} WHERE ${part === 'holdout' ? '' : 'NOT '}(${holdout})`;
      return `COPY (${rows}) TO ${text(file)} (FORMAT csv, HEADER true, DELIMITER ',', USE_TMP_FILE false)`;
    },
  };
}

/** What training reads: NaN as the missing value that it is, and one spelling of booleans. */
function written({ property, raw, text, value }: Column): string {
  if (isNumeric(property)) return text;
  return property.logicalType === 'boolean' ? `coalesce(CAST(${value} AS VARCHAR), ${raw})` : raw;
}

/**
 * A row's side depends on its own text alone: the last 8 bytes of its MD5, as a little-endian number, modulo 10,000.
 * MD5 is the same in every version of every engine, which DuckDB's hash() is not. Equal rows land on the same side.
 */
function holdoutCondition(columns: Column[], holdoutPercent: number): string {
  const fields = [...columns]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ raw }) => `coalesce(${raw}, '')`)
    .join(', ');
  return `md5_number_lower(concat_ws(chr(31), ${fields})) % 10000 < ${Math.round(holdoutPercent * 100)}`;
}

function scanItems(columns: Column[], measures: Plan['measures'], holdout: string): string[] {
  return [
    'count(*) AS n',
    `count(*) FILTER (WHERE ${holdout}) AS holdout`,
    ...columns.flatMap(statistics),
    ...measures.flatMap(({ measure }, index) =>
      measure.by === 'predicate' ? [`count(*) FILTER (WHERE ${measure.sql}) AS k${index}`] : [],
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
  if (!isNumeric(column.property))
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
