import * as z from 'zod';
import { defineCheck, several } from '../check.ts';
import { equalSql, pairsOf } from '../compare.ts';
import { ignoreArg, kept } from '../ignore.ts';

/** The columns of a row hold different values; two missing values are the same. */
export const rowDistinct = defineCheck({
  kind: 'row-distinct',
  args: z.strictObject({ ignore: ignoreArg('all-missing') }),
  takes: several,
  fault: () => 'with a value twice',
  considered: ({ ignore }, ...columns) => kept(ignore, columns),
  failing: ({ ignore }, ...columns) => {
    const equal = pairsOf(columns).map(([a, b]) => equalSql(a, b));
    return `${kept(ignore, columns)} AND (${equal.join(' OR ') || 'false'})`;
  },
});
