import * as z from 'zod';
import { logicalTypes } from '../../contract/property.ts';
import { defineCheck } from '../check.ts';

/** Every value that is there is of the column's logical type. Infinity is not a number that a model can use. */
export const type = defineCheck({
  kind: 'type',
  args: z.strictObject({
    logicalType: z.enum(logicalTypes),
    /** Of texts: whatever a value is, one is made of it. */
    coerced: z.literal(true).optional(),
  }),
  fault: ({ logicalType }) => `not ${/^[aeiou]/.test(logicalType) ? 'an' : 'a'} ${logicalType}`,
  // Characters are texts, whatever they spell. What a typed file holds as numbers or moments is none.
  holds: ({ logicalType, coerced = false }, { storage }) =>
    logicalType === 'string' && (coerced || storage === 'text' || storage === 'string'),
  failing: (_args, { present, value }) => `${present} AND ${value} IS NULL`,
});
