import type { LogicalType } from '../property.ts';

/** What a dtype promises of the values of a column. */
export interface Dtype {
  /** @default any value */
  logicalType?: LogicalType;
  /** Of a sized integer: `i32`. */
  width?: string;
  /** Of durations, what whole numbers of them count. */
  unit?: string;
}

const named: Record<string, Dtype> = {
  bool: { logicalType: 'boolean' },
  boolean: { logicalType: 'boolean' },
  categorical: {},
  category: {},
  date: { logicalType: 'date' },
  datetime: { logicalType: 'timestamp' },
  decimal: { logicalType: 'number' },
  double: { logicalType: 'number' },
  float: { logicalType: 'number' },
  int: { logicalType: 'integer' },
  object: {},
  str: { logicalType: 'string' },
  string: { logicalType: 'string' },
  time: { logicalType: 'time' },
  utf8: { logicalType: 'string' },
};
const sized = /^(u?)int(8|16|32|64)$/;
const floats = /^float(16|32|64)$/;

/** For messages. */
export const dtypeWords =
  'int64, UInt8, float64, str, object, category, bool, date, datetime64[ns], timedelta64[ns], Decimal(28,2) and the like';

/** A dtype by the name that pandas, NumPy, polars or Python give it; undefined for one that is not known. */
export function dtypeOf(name: string): Dtype | undefined {
  const word = name.toLowerCase().replace(/^(pandas|polars|numpy|pl|pd|np)\.|\[pyarrow\]$/g, '');
  const integer = sized.exec(word);
  // A whole number that is read from text is of 64 bits unless something narrower is asked for.
  if (integer)
    return { logicalType: 'integer', ...(word === 'int64' ? {} : { width: `${integer[1] || 'i'}${integer[2]}` }) };
  if (floats.test(word)) return { logicalType: 'number' };
  // As in `timedelta64[ns]` of NumPy and `Duration(time_unit='us')` of polars, whose unit is microseconds where none is said.
  const lasting = /^(timedelta64|timedelta|duration)(?:[[(](?:time_unit=)?["']?(ns|us|ms|s)["']?[\])])?$/.exec(word);
  if (lasting) return { unit: lasting[2] ?? (lasting[1] === 'duration' ? 'us' : 'ns') };
  if (/^(datetime(64)?|timestamp)(\[.*\]|\(.*\))?$/.test(word)) return { logicalType: 'timestamp' };
  if (/^date(32|64)\[.*\]$/.test(word)) return { logicalType: 'date' };
  const [, base = ''] = /^(decimal|string|category|categorical)(?:128|256)?(\[.*\]|\(.*\))$/.exec(word) ?? [];
  if (base !== '') return named[base];
  return Object.hasOwn(named, word) ? named[word] : undefined;
}

/** Whether a value is of a dtype; of one that is spelled as text, whatever is not a number. */
export function isOf(value: string | number | boolean, { logicalType, unit }: Dtype): boolean {
  if (unit !== undefined) return false;
  switch (logicalType) {
    case undefined:
      return true;
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'boolean':
      return typeof value === logicalType;
    default:
      return typeof value === 'string';
  }
}
