import * as z from 'zod';
import { logicalTypes } from '../../contract/property.ts';
import { defineCheck } from '../check.ts';

/** Every value that is there is of the column's logical type. Infinity is not a number that a model can use. */
export const type = defineCheck({
  kind: 'type',
  args: z.strictObject({ logicalType: z.enum(logicalTypes) }),
  fault: ({ logicalType }) => `not ${/^[aeiou]/.test(logicalType) ? 'an' : 'a'} ${logicalType}`,
  failing: (_args, { present, value }) => `${present} AND ${value} IS NULL`,
});
