import * as z from 'zod';
import { defineCheck, several } from '../check.ts';

/** An expression of SQL over the columns is true for every row. One that is null is not. */
export const sqlCondition = defineCheck({
  kind: 'sql-condition',
  args: z.strictObject({ expression: z.string().min(1).max(100_000) }),
  takes: { ...several, least: 0 },
  fault: ({ expression }) => `where not ${expression}`,
  measure: ({ expression }) => ({ by: 'expression', sql: expression }),
});
