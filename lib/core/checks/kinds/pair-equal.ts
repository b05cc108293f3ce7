import * as z from 'zod';
import { defineCheck, two } from '../check.ts';
import { equalSql } from '../compare.ts';
import { ignoreArg, kept } from '../ignore.ts';

/** Two columns hold the same value; two missing values are the same. */
export const pairEqual = defineCheck({
  kind: 'pair-equal',
  args: z.strictObject({ ignore: ignoreArg('all-missing') }),
  takes: two,
  fault: () => 'with different values',
  considered: ({ ignore }, ...columns) => kept(ignore, columns),
  failing: ({ ignore }, a, b) => `${kept(ignore, [a, b])} AND NOT ${equalSql(a, b)}`,
});
