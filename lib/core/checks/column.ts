import type { LogicalType } from '../contract/property.ts';

/**
 * How the source holds a column. `text`: characters that are still to be read, as in CSV. `string`: characters that are a
 * value of their own, so that an empty one is there. `mixed`: JSON values of several types.
 */
export const storages = [
  'text',
  'boolean',
  'integer',
  'float',
  'decimal',
  'date',
  'timestamp',
  'time',
  'string',
  'mixed',
  'nested',
  'binary',
] as const;
export type Storage = (typeof storages)[number];

/** What a column is declared or found to be. */
export interface ColumnType {
  name: string;
  storage: Storage;
  /** @default that of the storage */
  logicalType?: LogicalType | undefined;
  /** strptime format of a date, timestamp or time in a text; absent: ISO 8601. */
  dateFormat?: string | undefined;
  /** Whether its moments are of a time zone; they are read in UTC. @default of none */
  zoned?: boolean | undefined;
  /** It is a field within another column, named by its path. @default a column of its own */
  field?: true | undefined;
  /** Whether none of its texts has an underscore between digits, as 1_000 has. @default some may */
  ungrouped?: boolean | undefined;
  /** Whether all values of the texts are of the type, or what is asked of them is not used. @default some may not be */
  proved?: true | undefined;
}

/**
 * A column as SQL sees it. `raw`: as the source holds it. `text`: spelled out, null where it is missing or NaN. `value`: typed
 * and finite, null where it is not of the type. `present`: whether there is a value, true or false. `key`: equal for equal
 * values, whatever their spelling.
 */
export interface Column {
  name: string;
  storage: Storage;
  logicalType: LogicalType;
  dateFormat?: string | undefined;
  zoned?: boolean | undefined;
  field?: true | undefined;
  ungrouped?: boolean | undefined;
  proved?: true | undefined;
  raw: string;
  text: string;
  value: string;
  present: string;
  key: string;
}

const ownType: Record<Storage, LogicalType> = {
  text: 'string',
  boolean: 'boolean',
  integer: 'integer',
  float: 'number',
  decimal: 'number',
  date: 'date',
  timestamp: 'timestamp',
  time: 'time',
  string: 'string',
  mixed: 'string',
  nested: 'string',
  binary: 'string',
};

/** Columns are named by position, so that no name of a file or contract is ever part of SQL. */
export function columnOf(type: ColumnType, position: number): Column {
  const { storage, logicalType = ownType[storage] } = type;
  const sql = { raw: `c${position}`, text: `t${position}`, value: `v${position}` };
  return withTests({ ...type, logicalType, ...sql });
}

/** The same column in a query that has it under other names. */
export function renamed(column: Column, prefix: string): Column {
  const { present: _present, key: _key, raw, text, value, ...type } = column;
  const sql = { raw: `${prefix}${raw}`, text: `${prefix}${text}`, value: `${prefix}${value}` };
  return withTests({ ...type, ...sql });
}

function withTests(column: Omit<Column, 'present' | 'key'>): Column {
  return { ...column, present: presentOf(column), key: keyOf(column) };
}

/** SQL of whether a float is a number, null for a null: NaN is greater than all to the engine, and comparing costs a third of asking. */
export function isNumber(float: string): string {
  return `${float} < 'nan'::FLOAT`;
}

/** Spelling out every number of a typed file to see that it is there would cost more than reading it. */
function presentOf({ storage, logicalType, raw, text }: Omit<Column, 'present' | 'key'>): string {
  if (storage === 'float') return `((${isNumber(raw)}) IS TRUE)`;
  const spelled = storage === 'mixed' || (storage === 'text' && isNumeric({ logicalType }));
  return `(${spelled ? text : raw} IS NOT NULL)`;
}

/** Whether values are numbers, so that NaN can occur and moments make sense. */
export function isNumeric({ logicalType }: Pick<Column, 'logicalType'>): boolean {
  return logicalType === 'number' || logicalType === 'integer';
}

/** Whether values are moments, which are compared with text that spells one. */
export function isTemporal({ logicalType }: Pick<Column, 'logicalType'>): boolean {
  return logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time';
}

/** SQL of the number that a JSON value is, null elsewhere. */
export function numberOfJson(raw: string): string {
  return `CASE WHEN json_type(${raw}) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') THEN CAST(${raw} AS DOUBLE) END`;
}

/** SQL of the numbers of a column, null elsewhere; undefined for a column that holds none. */
export function numbersOf(column: Column): string | undefined {
  if (isNumeric(column)) return column.value;
  if (column.storage === 'mixed') return `(${numberOfJson(column.raw)})`;
  return column.logicalType === 'boolean' ? `CAST(${column.value} AS INTEGER)` : undefined;
}

/** The same with infinite numbers, and with NaN, which is for the caller to leave out. */
export function anyNumbersOf(column: Column): string | undefined {
  return column.storage === 'float' && isNumeric(column) ? column.raw : numbersOf(column);
}

/** SQL of the texts of a column, null elsewhere; undefined for a column that holds none. */
export function stringsOf(column: Column): string | undefined {
  if (column.storage === 'mixed')
    return `(CASE WHEN json_type(${column.raw}) = 'VARCHAR' THEN ${column.raw}->>'$' END)`;
  return column.logicalType === 'string' ? column.text : undefined;
}

/** 64-bit keys do not survive DOUBLE, so whole numbers are compared as HUGEINT. */
function keyOf({ storage, logicalType, raw, text, value }: Omit<Column, 'present' | 'key'>): string {
  // 1 and "1" are two values, and null is none.
  if (storage === 'mixed') return `CASE WHEN ${text} IS NOT NULL THEN CAST(${raw} AS VARCHAR) END`;
  if (storage === 'float') return `CASE WHEN ${isNumber(raw)} THEN ${raw} END`;
  if (storage !== 'text') return storage === 'nested' ? text : raw;
  if (logicalType === 'integer') return `coalesce(CAST(TRY_CAST(${text} AS HUGEINT) AS VARCHAR), ${text})`;
  if (logicalType === 'string') return text;
  return `coalesce(CAST(${value} AS VARCHAR), ${text})`;
}
