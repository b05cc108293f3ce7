import { z } from 'zod';
import { defineCheck } from '../check.ts';

const characters = z.number().int().min(0).optional();

/** The text has at least `minLength` and at most `maxLength` characters (Unicode code points). */
export const length = defineCheck({
  kind: 'length',
  args: z
    .strictObject({ minLength: characters, maxLength: characters })
    .refine((a) => a.minLength !== undefined || a.maxLength !== undefined, { error: 'needs minLength or maxLength' }),
  fault: ({ minLength, maxLength }) =>
    [
      minLength === undefined ? '' : `shorter than ${minLength}`,
      maxLength === undefined ? '' : `longer than ${maxLength}`,
    ]
      .filter(Boolean)
      .join(' or ')
      .concat(' characters'),
  failing: ({ minLength, maxLength }, { text }) =>
    [
      minLength === undefined ? '' : `length(${text}) < ${minLength}`,
      maxLength === undefined ? '' : `length(${text}) > ${maxLength}`,
    ]
      .filter(Boolean)
      .join(' OR '),
});
