import * as z from 'zod';
import { defineCheck, several } from '../check.ts';
import { judgeRatio } from '../ratio.ts';

const query = z.string().min(1).max(100_000);

/**
 * Two queries of SQL answer with the same rows, in any order and under any names of columns: as a share of the rows of the one that has more
 * of them. One that is there twice counts twice.
 */
export const sqlMatch = defineCheck({
  kind: 'sql-match',
  args: z.strictObject({ query, comparison: query, mostly: z.number().min(0).max(1).default(1) }),
  takes: { ...several, least: 0 },
  measure: ({ query: sql, comparison }) => ({ by: 'query', sql, answer: 'match', comparison }),
  judge: ({ mostly }, counts) =>
    judgeRatio({ minimum: mostly }, counts, {
      what: (same, rows) => `${same} of ${rows} rows are those of the comparison`,
    }),
});
