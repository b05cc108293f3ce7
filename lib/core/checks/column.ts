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

/** SELECT items that derive `text` and `value` from `raw`. TRY_CAST makes of a type error a null, which `type` counts. */
export function derive(column: Column): string[] {
  const { text, value } = column;
  const [spelled, typed] = fieldsOf(column);
  return [`${spelled} AS ${text}`, `${typed} AS ${value}`];
}

function fieldsOf(column: Column): [text: string, value: string] {
  const { raw, storage } = column;
  const spelled = `CAST(${raw} AS VARCHAR)`;
  switch (storage) {
    case 'text':
      return isNumeric(column) ? numberOfText(column) : [raw, typedText(column)];
    case 'float':
      return [
        `CASE WHEN isnan(${raw}) THEN NULL ELSE ${spelled} END`,
        isNumeric(column)
          ? whole(column, `CASE WHEN ${raw} > '-inf'::FLOAT AND ${raw} < 'inf'::FLOAT THEN ${raw} END`)
          : nothing(column),
      ];
    case 'integer':
      return [spelled, isNumeric(column) ? raw : nothing(column)];
    case 'decimal':
      return [spelled, isNumeric(column) ? whole(column, `CAST(${raw} AS DOUBLE)`) : nothing(column)];
    case 'string':
      return [raw, column.logicalType === 'string' ? raw : nothing(column)];
    case 'mixed':
      return [`CASE WHEN json_type(${raw}) = 'NULL' THEN NULL ELSE ${raw}->>'$' END`, valueOfJson(column)];
    case 'nested':
    case 'binary':
      return [spelled, column.logicalType === 'string' ? spelled : nothing(column)];
    default:
      return [spelled, moment(column)];
  }
}

/** A value of one of DuckDB's own types is of the logical type of that name, and a date is a timestamp at midnight. */
function moment(column: Column): string {
  if (column.storage === column.logicalType) return column.raw;
  return column.storage === 'date' && column.logicalType === 'timestamp'
    ? `CAST(${column.raw} AS TIMESTAMP)`
    : nothing(column);
}

/** No value is of the type. */
function nothing({ logicalType }: Column): string {
  const types = { string: 'VARCHAR', integer: 'DOUBLE', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;
  return `CAST(NULL AS ${logicalType in types ? types[logicalType as keyof typeof types] : logicalType.toUpperCase()})`;
}

function whole({ logicalType }: Column, parsed: string): string {
  return logicalType === 'integer' ? `CASE WHEN trunc(${parsed}) = ${parsed} THEN ${parsed} END` : parsed;
}

function numberOfText({ raw, logicalType }: Column): [string, string] {
  const parsed = `TRY_CAST(${raw} AS DOUBLE)`;
  // DuckDB reads 1_000 as 1000; no reader of CSV in Python does.
  const proper = `isfinite(${parsed}) AND NOT contains(${raw}, '_')`;
  const integral = logicalType === 'integer' ? ` AND trunc(${parsed}) = ${parsed}` : '';
  return [`CASE WHEN isnan(${parsed}) THEN NULL ELSE ${raw} END`, `CASE WHEN ${proper}${integral} THEN ${parsed} END`];
}

function typedText({ raw, logicalType, dateFormat }: Column): string {
  const parsed = dateFormat ? `try_strptime(${raw}, '${dateFormat}')` : raw;
  // A cast to TIMESTAMP would drop an offset such as +02:00; without one, the time is UTC.
  const zoned = `make_timestamp(epoch_us(TRY_CAST(${raw} AS TIMESTAMPTZ)))`;
  // To look for an offset takes three times as long as to read a moment of this form, which can have none.
  const utc = `CASE WHEN ${raw} LIKE '____-__-_____:__:__' THEN TRY_CAST(${raw} AS TIMESTAMP) ELSE ${zoned} END`;
  // Words such as 'infinity' and 'epoch' are moments to DuckDB, and a date is a time at midnight.
  const digit = `${raw} >= '0' AND ${raw} < ':'`;
  switch (logicalType) {
    case 'boolean':
      return `CASE lower(${raw}) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`;
    case 'date':
      return `CASE WHEN ${digit} THEN CAST(try_strptime(${raw}, '${dateFormat ?? '%Y-%m-%d'}') AS DATE) END`;
    case 'timestamp':
      return `CASE WHEN ${digit} THEN ${dateFormat ? parsed : utc} END`;
    case 'time':
      return `CASE WHEN ${digit} AND ${raw}[3] = ':' THEN TRY_CAST(${parsed} AS TIME) END`;
    default:
      return raw;
  }
}

function valueOfJson(column: Column): string {
  const { raw, logicalType } = column;
  switch (logicalType) {
    case 'string':
      return `CASE WHEN json_type(${raw}) = 'VARCHAR' THEN ${raw}->>'$' END`;
    case 'integer':
    case 'number':
      return whole(column, numberOfJson(raw));
    case 'boolean':
      return `CASE WHEN json_type(${raw}) = 'BOOLEAN' THEN CAST(${raw} AS BOOLEAN) END`;
    default: {
      const words = `CASE WHEN json_type(${raw}) = 'VARCHAR' THEN ${raw}->>'$' END`;
      return typedText({ ...column, raw: `(${words})` });
    }
  }
}

function numberOfJson(raw: string): string {
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
