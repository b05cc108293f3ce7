import type { Property } from '../contract/contract.ts';

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
  const format = property.dateFormat;
  switch (property.logicalType) {
    case 'boolean':
      return `CASE lower(${raw}) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`;
    case 'date':
      return `CAST(try_strptime(${raw}, '${format ?? '%Y-%m-%d'}') AS DATE)`;
    case 'timestamp':
      // Words such as 'infinity' and 'epoch' are timestamps to DuckDB.
      if (!format) return `CASE WHEN ${raw} SIMILAR TO '[0-9].*' THEN TRY_CAST(${raw} AS TIMESTAMP) END`;
      return `try_strptime(${raw}, '${format}')`;
    case 'time':
      return format ? `CAST(try_strptime(${raw}, '${format}') AS TIME)` : `TRY_CAST(${raw} AS TIME)`;
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
