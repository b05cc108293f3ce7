import * as z from 'zod';
import { defineCheck, two } from '../check.ts';
import { greaterSql, incomparable } from '../compare.ts';
import { ignoreArg, kept } from '../ignore.ts';
import { otherTypesArg } from '../other-types.ts';

/** The first column is greater than the second, or equal where that is allowed. Nothing is greater than a missing value. */
export const pairGreater = defineCheck({
  kind: 'pair-greater',
  args: z.strictObject({
    orEqual: z.boolean().default(false),
    ignore: ignoreArg('all-missing'),
    otherTypes: otherTypesArg,
  }),
  takes: two,
  fault: ({ orEqual }, { columns }) => `with ${columns[0]} not above ${orEqual ? 'or equal to ' : ''}${columns[1]}`,
  considered: ({ ignore }, ...columns) => kept(ignore, columns),
  others: ({ otherTypes }, a, b) => (otherTypes === 'error' ? incomparable(a, b) : undefined),
  failing: ({ orEqual, ignore }, a, b) =>
    `${kept(ignore, [a, b])} AND (${greaterSql(a, orEqual ? '>=' : '>', b)}) IS NOT TRUE`,
});
