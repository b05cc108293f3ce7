import { type Column, isNumeric } from '../core/checks/column.ts';
import type { References } from '../core/checks/reference.ts';
import { countIf, identifier, text } from '../core/checks/sql.ts';
import type { DataContract } from '../core/contract/contract.ts';
import type { Request } from './measure/scan.ts';
import { type Table, tableOf } from './measure/table.ts';
import type { Relation } from './relation.ts';

/** What is asked of one file. Values of contracts are in the SQL as literals only, names as positions. */
export interface Plan {
  /** Those of the contract. */
  columns: Column[];
  table: Table;
  /** Row counts and scalar statistics of the columns. */
  requests: Request[];
  columnar: boolean;
  split(part: 'train' | 'holdout', file: string): string;
}

/** `relation` has all columns of the contract. */
export function planOf(options: {
  contract: DataContract;
  relation: Relation;
  holdoutPercent: number;
  /** @default 100 */
  samplePercent?: number;
  /** Of columns nothing but counts. @default all that a profile holds */
  onlyCounts?: boolean;
  /** Other data sets that checks compare with. @default none */
  references?: References;
}): Plan {
  const { contract, relation, references, samplePercent = 100 } = options;
  const columns = contract.properties.flatMap(({ name }) => relation.columns.filter((column) => column.name === name));
  const sampled = (rows: string) =>
    samplePercent === 100 ? rows : `(SELECT * FROM ${rows} WHERE ${sampleCondition(columns, samplePercent)})`;
  const table = tableOf(relation, sampled, references);
  const holdout = holdoutCondition(columns, options.holdoutPercent);
  return {
    columns,
    table,
    columnar: relation.columnar,
    requests: [
      { columns: [], items: ['count(*) AS n', `count_if(${holdout}) AS holdout`], required: true },
      ...columns.map(
        (column): Request => ({
          columns: [column],
          items: statistics(column, options.onlyCounts ?? false),
          required: true,
        }),
      ),
    ],
    split: (part, file) => {
      const found = new Map(columns.map((column) => [column.name, written(column)]));
      const names = contract.properties.map(({ name }) => name);
      // A column that may be absent is there all the same for whoever trains: without values.
      const items = names.map((name) => `${found.get(name) ?? 'NULL'} AS ${identifier(name)}`).join(', ');
      const rows = `SELECT ${items} FROM ${table.typed(columns)} WHERE ${part === 'holdout' ? '' : 'NOT '}(${holdout})`;
      return `COPY (${rows}) TO ${text(file)} (FORMAT csv, HEADER true, DELIMITER ',', USE_TMP_FILE false)`;
    },
  };
}

/** What training reads: NaN as the missing value that it is, and one spelling of booleans. */
function written(column: Column): string {
  const { logicalType, storage, raw, text, value } = column;
  if (isNumeric(column) || storage !== 'text') return text;
  return logicalType === 'boolean' ? `coalesce(CAST(${value} AS VARCHAR), ${raw})` : raw;
}

/**
 * A row's side depends on its own text alone: the last 8 bytes of its MD5, as a little-endian number, modulo 10,000.
 * MD5 is the same in every version of every engine, which DuckDB's hash() is not. Equal rows land on the same side.
 */
function holdoutCondition(columns: Column[], holdoutPercent: number): string {
  // Hashing every row costs more than most checks do.
  if (holdoutPercent === 0) return 'false';
  return `${rowNumber(columns)} % 10000 < ${Math.round(holdoutPercent * 100)}`;
}

/** Of the same hash, digits that say nothing of the row's side, so that a sample has as large a holdout part as the whole. */
function sampleCondition(columns: Column[], samplePercent: number): string {
  return `(${rowNumber(columns)} // 10000) % 10000 < ${Math.max(1, Math.round(samplePercent * 100))}`;
}

function rowNumber(columns: Column[]): string {
  const fields = [...columns]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ raw, storage }) => `coalesce(${storage === 'text' ? raw : `CAST(${raw} AS VARCHAR)`}, '')`)
    .join(', ');
  return `md5_number_lower(concat_ws(chr(31), ${fields}))`;
}

/** No FILTER clauses: each would hold a copy of all columns, which grows with the square of a table's width. */
function statistics(column: Column, onlyCounts: boolean): string[] {
  const { raw, text, value, present } = column;
  const at = raw.slice(1);
  const counts = [`count(${raw}) AS raw${at}`, `${countIf(present)} AS text${at}`, `count(${value}) AS valid${at}`];
  if (onlyCounts) return counts;
  const ends = [`min(${value}) AS min${at}`, `max(${value}) AS max${at}`];
  if (!isNumeric(column)) {
    return [
      ...counts,
      ...ends,
      `approx_count_distinct(${text}) AS distinct${at}`,
      `max(length(${text})) AS longest${at}`,
    ];
  }
  // Squares of larger numbers overflow, which is an error in DuckDB, as is the absolute of the smallest whole number.
  const tame = column.storage === 'integer' ? value : `CASE WHEN abs(${value}) < 1e150 THEN ${value} END`;
  return [...counts, ...ends, `avg(${tame}) AS mean${at}`, `var_pop(${tame}) AS variance${at}`];
}
