import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { monotonic } from '../monotonic.ts';

/** Each value is less than the one before it that is there, or equal where that is allowed. */
export const decreasing = defineCheck({
  kind: 'decreasing',
  args: z.strictObject({ strictly: z.boolean().default(false) }),
  fault: ({ strictly }) => `${strictly ? 'not below' : 'above'} the value before`,
  measure: ({ strictly }, [column]) => monotonic(column, strictly ? '>=' : '>'),
});
