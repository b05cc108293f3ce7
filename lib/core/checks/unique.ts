import { z } from 'zod';
import { defineCheck } from './check.ts';

/** No row repeats the key of an earlier row. Every further row with the same key counts as one failing row. */
export const unique = defineCheck({
  kind: 'unique',
  args: z.strictObject({ columns: z.array(z.string()).min(1) }),
  fault: ({ columns }) => `with a repeated ${columns.join(', ')}`,
  measure: ({ columns }) => ({ by: 'duplicates', columns }),
});
