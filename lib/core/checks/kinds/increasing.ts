import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { monotonic } from '../monotonic.ts';

/** Each value is greater than the one before it that is there, or equal where that is allowed. */
export const increasing = defineCheck({
  kind: 'increasing',
  args: z.strictObject({ strictly: z.boolean().default(false) }),
  fault: ({ strictly }) => `${strictly ? 'not above' : 'below'} the value before`,
  measure: ({ strictly }, [column]) => monotonic(column, strictly ? '<=' : '<'),
});
