import { type Column, isNumeric, numberOfJson } from './column.ts';

/** SELECT items that derive `text` and `value` from `raw`. TRY_CAST makes of a type error a null, which `type` counts. */
export function derive(column: Column): string[] {
  return named(column, fieldsOf(column));
}

/** The same of texts of which the reader has made DOUBLEs: `text` tells whether there is one, but not how it was spelled. */
export function deriveRead(column: Column): string[] {
  return named(column, numberOfText(column, `CAST(${column.raw} AS DOUBLE)`));
}

function named({ text, value }: Column, [spelled, typed]: [text: string, value: string]): string[] {
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

function numberOfText(
  { raw, logicalType, ungrouped }: Column,
  parsed = `TRY_CAST(${raw} AS DOUBLE)`,
): [string, string] {
  // DuckDB reads 1_000 as 1000; no reader of CSV in Python does.
  const proper = `isfinite(${parsed})${ungrouped ? '' : ` AND NOT contains(${raw}, '_')`}`;
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
