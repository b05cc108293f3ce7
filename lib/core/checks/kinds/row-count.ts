import * as z from 'zod';
import { defineCheck, none } from '../check.ts';

/** How many rows the data has; the bound is on all rows instead of on failing ones. */
export const rowCount = defineCheck({
  kind: 'row-count',
  figure: true,
  args: z.strictObject({}),
  takes: none,
  measure: () => ({ by: 'rows' }),
});
