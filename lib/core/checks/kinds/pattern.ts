import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { faultOf, matches, matchingArgs, patternArg } from '../matching.ts';

/** The text contains a match of a regular expression (anchor it with ^ and $), or is like a pattern of SQL; or, negated, not. */
export const pattern = defineCheck({
  kind: 'pattern',
  args: z
    .strictObject({ pattern: patternArg, negate: z.boolean().default(false), ...matchingArgs })
    .superRefine(({ pattern, dialect }, context) => {
      const message = faultOf(pattern, dialect);
      if (message) context.addIssue({ code: 'custom', message });
    }),
  fault: ({ pattern, negate }) => `${negate ? '' : 'not '}matching ${pattern}`,
  failing: ({ pattern, negate, ...matching }, column) =>
    `${column.present} AND ${negate ? '' : 'NOT '}${matches(column, pattern, matching)}`,
});
