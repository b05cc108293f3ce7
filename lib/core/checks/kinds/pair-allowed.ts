import * as z from 'zod';
import { defineCheck, two } from '../check.ts';
import type { Column } from '../column.ts';
import type { Scalar } from '../condition.ts';
import { ignoreArg, kept } from '../ignore.ts';
import { membership } from '../membership.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The values of two columns are one of a closed set of pairs; null stands for a missing value. */
export const pairAllowed = defineCheck({
  kind: 'pair-allowed',
  args: z.strictObject({ pairs: z.array(z.tuple([scalar, scalar])), ignore: ignoreArg('all-missing') }),
  takes: two,
  fault: ({ pairs }) => `not one of ${pairs.length} allowed pairs`,
  considered: ({ ignore }, ...columns) => kept(ignore, columns),
  failing: ({ pairs, ignore }, a, b) => {
    const allowed = pairs.map(([x, y]) => `(${is(a, x)} AND ${is(b, y)})`);
    return `${kept(ignore, [a, b])} AND NOT (${allowed.join(' OR ') || 'false'})`;
  },
});

function is(column: Column, value: Scalar): string {
  return value === null ? `NOT ${column.present}` : `coalesce(${membership(column, [value]).member}, false)`;
}
