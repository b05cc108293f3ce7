import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { othersThan, otherTypesArg } from '../other-types.ts';

const characters = z.number().int().optional();

/** The text has at least `minLength` and at most `maxLength` characters (Unicode code points). */
export const length = defineCheck({
  kind: 'length',
  args: z
    .strictObject({ minLength: characters, maxLength: characters, otherTypes: otherTypesArg })
    .refine((a) => a.minLength !== undefined || a.maxLength !== undefined, { error: 'needs minLength or maxLength' }),
  fault: ({ minLength, maxLength }) =>
    [
      minLength === undefined ? '' : `shorter than ${minLength}`,
      maxLength === undefined ? '' : `longer than ${maxLength}`,
    ]
      .filter(Boolean)
      .join(' or ')
      .concat(' characters'),
  others: ({ otherTypes }, column) => othersThan('texts', column, otherTypes),
  failing: ({ minLength, maxLength }, { text }) =>
    [
      minLength === undefined ? '' : `length(${text}) < ${minLength}`,
      maxLength === undefined ? '' : `length(${text}) > ${maxLength}`,
    ]
      .filter(Boolean)
      .join(' OR '),
});
