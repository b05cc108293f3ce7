import type { Property } from '../contract/property.ts';

/**
 * A column as SQL sees it. `raw`: the file's text. `text`: the same, null where it is missing or NaN. `value`: typed and finite,
 * null where the text is not of the type. `key`: equal for equal values, whatever their spelling.
 */
export interface Column {
  name: string;
  property: Property;
  raw: string;
  text: string;
  value: string;
  key: string;
}

/** Columns are named by position, so that no name of a file or contract is ever part of SQL. */
export function columnOf(property: Property, position: number): Column {
  const [raw, text, value] = [`c${position}`, `t${position}`, `v${position}`];
  return { name: property.name, property, raw, text, value, key: keyOf(property, text, value) };
}

/** Whether values are numbers, so that NaN can occur and moments make sense. */
export function isNumeric(property: Property): boolean {
  return property.logicalType === 'number' || property.logicalType === 'integer';
}

/** SELECT items that derive `text` and `value` from `raw`. TRY_CAST makes of a type error a null, which `type` counts. */
export function derive(column: Column): string[] {
  const { raw, text, value } = column;
  if (!isNumeric(column.property)) return [`${raw} AS ${text}`, `${typed(column)} AS ${value}`];
  const parsed = `TRY_CAST(${raw} AS DOUBLE)`;
  // DuckDB reads 1_000 as 1000; no reader of CSV in Python does.
  const proper = `isfinite(${parsed}) AND NOT contains(${raw}, '_')`;
  const whole = column.property.logicalType === 'integer' ? ` AND trunc(${parsed}) = ${parsed}` : '';
  return [
    `CASE WHEN isnan(${parsed}) THEN NULL ELSE ${raw} END AS ${text}`,
    `CASE WHEN ${proper}${whole} THEN ${parsed} END AS ${value}`,
  ];
}

function typed({ raw, property }: Column): string {
  const { logicalType, dateFormat } = property;
  const parsed = dateFormat ? `try_strptime(${raw}, '${dateFormat}')` : raw;
  // A cast to TIMESTAMP would drop an offset such as +02:00; without one, the time is UTC.
  const utc = `make_timestamp(epoch_us(TRY_CAST(${raw} AS TIMESTAMPTZ)))`;
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

/** 64-bit keys do not survive DOUBLE, so whole numbers are compared as HUGEINT. */
function keyOf(property: Property, text: string, value: string): string {
  if (property.logicalType === 'integer') return `coalesce(CAST(TRY_CAST(${text} AS HUGEINT) AS VARCHAR), ${text})`;
  if (property.logicalType === 'string') return text;
  return `coalesce(CAST(${value} AS VARCHAR), ${text})`;
}
