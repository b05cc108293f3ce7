import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { judgeKnown } from '../known.ts';
import { ecmaPattern, faultOf, patternArg } from '../matching.ts';

/** The name of every column contains a match of an ECMA-262 regular expression. */
export const columnsNamed = defineCheck({
  kind: 'columns-named',
  args: z.strictObject({
    pattern: patternArg.refine((pattern) => faultOf(pattern, 'ecma') === undefined, {
      error: 'is not an ECMA-262 regular expression',
    }),
  }),
  takes: none,
  measure: ({ pattern }, _columns, all) => {
    const expression = ecmaPattern(pattern);
    const unexpected = [...all.keys()].filter((name) => !expression.test(name));
    return {
      by: 'known',
      failing: unexpected.length,
      observation: { observed: unexpected.length === 0, details: { unexpected } },
    };
  },
  judge: ({ pattern }, counts) =>
    judgeKnown(counts, {
      allowed: `every column named like ${pattern}`,
      pass: `every column is named like ${pattern}`,
      fail: `not every column is named like ${pattern}`,
    }),
});
