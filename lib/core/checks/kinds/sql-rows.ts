import * as z from 'zod';
import { defineCheck, several } from '../check.ts';

/** A query of SQL answers with no rows: each one is a failing row. */
export const sqlRows = defineCheck({
  kind: 'sql-rows',
  args: z.strictObject({ query: z.string().min(1).max(100_000) }),
  takes: { ...several, least: 0 },
  fault: () => 'that the query answers with',
  measure: ({ query }) => ({ by: 'query', sql: query, answer: 'rows' }),
});
