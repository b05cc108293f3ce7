import * as z from 'zod';
import { anyNumber } from '../big-whole.ts';
import type { LogicalType } from './property.ts';
import { textFormats } from './text-formats.ts';

const count = z.number().int().min(0).optional();
const numbers = {
  minimum: anyNumber.optional(),
  maximum: anyNumber.optional(),
  /** True in versions 3.0, which make the other limit exclusive. */
  exclusiveMinimum: z.union([anyNumber, z.boolean()]).optional(),
  exclusiveMaximum: z.union([anyNumber, z.boolean()]).optional(),
  multipleOf: z.number().positive().optional(),
};
/** Limits that the engine could not read would test nothing, so they are read here first. */
function moments(shape: RegExp, example: string) {
  const limit = z
    .string()
    .refine((value) => shape.test(value) && !Number.isNaN(Date.parse(isoOf(value))), {
      error: `must look like ${example}`,
    })
    .optional();
  const exclusive = z.union([limit, z.boolean()]).optional();
  return { minimum: limit, maximum: limit, exclusiveMinimum: exclusive, exclusiveMaximum: exclusive };
}

function isoOf(value: string): string {
  return value.includes('-') ? value.replace(' ', 'T') : `2000-01-01T${value}`;
}

const date = /^\d{4}-\d\d-\d\d$/;
const timestamp = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z?)?$/;
const time = /^\d\d:\d\d(:\d\d(\.\d{1,6})?)?$/;

/** JDK DateTimeFormatter patterns that have an exact strptime equal. */
export const dateFormats: Record<string, string> = {
  'yyyy-MM-dd': '%Y-%m-%d',
  yyyyMMdd: '%Y%m%d',
  'dd.MM.yyyy': '%d.%m.%Y',
  'dd/MM/yyyy': '%d/%m/%Y',
  'MM/dd/yyyy': '%m/%d/%Y',
  'yyyy-MM-dd HH:mm:ss': '%Y-%m-%d %H:%M:%S',
  "yyyy-MM-dd'T'HH:mm:ss": '%Y-%m-%dT%H:%M:%S',
  "yyyy-MM-dd'T'HH:mm:ss'Z'": '%Y-%m-%dT%H:%M:%SZ',
  'HH:mm:ss': '%H:%M:%S',
  'HH:mm': '%H:%M',
};
const format = z.enum(Object.keys(dateFormats)).optional();

const integerFormats = ['i8', 'i16', 'i32', 'i64', 'i128', 'u8', 'u16', 'u32', 'u64', 'u128'] as const;

/** A moment without a zone is one in UTC here. */
const zone = {
  timezone: z.boolean().optional(),
  defaultTimezone: z.enum(['UTC', 'Etc/UTC', 'Z']).optional(),
};

/** `logicalTypeOptions` of each type. An option of the standard that is not here is refused: it would change what is tested. */
export const typeOptions: Record<LogicalType, z.ZodType<TypeOptions>> = {
  string: z.strictObject({
    minLength: count,
    maxLength: count,
    pattern: z.string().min(1).optional(),
    format: z.enum(Object.keys(textFormats)).optional(),
  }),
  integer: z.strictObject({ ...numbers, format: z.enum(integerFormats).optional() }),
  number: z.strictObject({ ...numbers, format: z.enum(['f32', 'f64']).optional() }),
  boolean: z.strictObject({}),
  date: z.strictObject({ ...moments(date, '2024-01-31'), format }),
  timestamp: z.strictObject({ ...moments(timestamp, '2024-01-31T23:59:59'), format, ...zone }),
  time: z.strictObject({ ...moments(time, '23:59:59'), format, ...zone }),
};

export type TypeOptions = {
  minLength?: number | undefined;
  maxLength?: number | undefined;
  pattern?: string | undefined;
  minimum?: number | string | undefined;
  maximum?: number | string | undefined;
  exclusiveMinimum?: number | string | boolean | undefined;
  exclusiveMaximum?: number | string | boolean | undefined;
  multipleOf?: number | undefined;
  format?: string | undefined;
};

/** Limits of a sized integer, e.g. `u8`: 0 to 255. */
export function limitsOf(integerFormat: string): { minimum: number; maximum: number } {
  const bits = Number(integerFormat.slice(1));
  return integerFormat.startsWith('u')
    ? { minimum: 0, maximum: 2 ** bits - 1 }
    : { minimum: -(2 ** (bits - 1)), maximum: 2 ** (bits - 1) - 1 };
}
