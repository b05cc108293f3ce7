import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { type Column, isNumeric } from '../column.ts';
import { list, number, text } from '../sql.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const shown = 12;

/** A value is one of a closed set. Numbers are compared as numbers, so that 1.0 is 1. */
export const allowedValues = defineCheck({
  kind: 'allowed-values',
  args: z.strictObject({ values: z.array(scalar).min(1) }),
  fault: ({ values }) =>
    `not one of ${values.slice(0, shown).join(', ')}${values.length > shown ? ` and ${values.length - shown} more` : ''}`,
  failing: ({ values }, column) => {
    const [side, items] = comparable(values, column);
    return `${side} IS NOT NULL AND ${side} NOT IN ${list(items)}`;
  },
});

function comparable(values: Array<string | number | boolean>, column: Column): [string, string[]] {
  if (isNumeric(column) && values.every((value) => Number.isFinite(Number(value))))
    return [column.value, values.map((value) => number(Number(value)))];
  if (column.logicalType === 'boolean') return [`CAST(${column.value} AS VARCHAR)`, values.map((v) => text(String(v)))];
  return [column.text, values.map((value) => text(String(value)))];
}
