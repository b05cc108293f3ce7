import * as z from 'zod';
import { defineCheck, several } from '../check.ts';
import { judgeLimits, limitArgs } from '../limits.ts';

/** The one value that a query of SQL answers with lies within limits. */
export const sqlValue = defineCheck({
  kind: 'sql-value',
  figure: true,
  args: z.strictObject({ query: z.string().min(1).max(100_000), ...limitArgs }),
  takes: { ...several, least: 0 },
  measure: ({ query }) => ({ by: 'query', sql: query, answer: 'value' }),
  judge: ({ query: _, ...limits }, counts) => judgeLimits('value', limits, counts),
});
