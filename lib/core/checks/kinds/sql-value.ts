import * as z from 'zod';
import { readAsOne } from '../../data-parts.ts';
import { defineCheck, type Judged, several } from '../check.ts';
import { describeLimits, judgeLimits, limitArgs } from '../limits.ts';

/** The one value that a query of SQL answers with lies within limits. */
export const sqlValue = defineCheck({
  kind: 'sql-value',
  figure: true,
  args: z.strictObject({ query: z.string().min(1).max(100_000), ...limitArgs }),
  takes: { ...several, least: 0 },
  measure: ({ query }) => ({ by: 'query', sql: query, answer: 'value' }),
  judge: ({ query: _, ...limits }, counts) =>
    counts.observed === undefined ? ofParts(describeLimits(limits)) : judgeLimits('value', limits, counts),
});

function ofParts(allowed: string): Judged {
  const clause = `several files together tell the value of a query that is one count, sum, min, max or avg of rows, and of numbers or moments; ask like that, or give the data as ${readAsOne}`;
  return { verdict: 'inconclusive', observed: null, allowed, clause };
}
