import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { faultOf, matches, matchingArgs, patternArg } from '../matching.ts';

/** The text matches one, or all, of several patterns; or, negated, none of them, or not all. */
export const patterns = defineCheck({
  kind: 'patterns',
  args: z
    .strictObject({
      patterns: z.array(patternArg).min(1),
      match: z.enum(['any', 'all']),
      negate: z.boolean().default(false),
      ...matchingArgs,
    })
    .superRefine(({ patterns, dialect }, context) => {
      for (const pattern of patterns) {
        const fault = faultOf(pattern, dialect);
        if (fault) context.addIssue({ code: 'custom', message: `${JSON.stringify(pattern)} ${fault}` });
      }
    }),
  fault: ({ patterns, match, negate }) => `${negate ? '' : 'not '}matching ${match} of ${patterns.join(', ')}`,
  failing: ({ patterns, match, negate, ...matching }, column) => {
    const each = patterns.map((pattern) => matches(column, pattern, matching));
    const matched = `(${each.join(match === 'any' ? ' OR ' : ' AND ')})`;
    return `${column.present} AND ${negate ? '' : 'NOT '}${matched}`;
  },
});
