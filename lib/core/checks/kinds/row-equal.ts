import * as z from 'zod';
import { defineCheck, several } from '../check.ts';
import { equalSql } from '../compare.ts';
import { ignoreArg, kept } from '../ignore.ts';

/** All columns of a row hold the same value; two missing values are the same. */
export const rowEqual = defineCheck({
  kind: 'row-equal',
  args: z.strictObject({ ignore: ignoreArg('all-missing') }),
  takes: several,
  fault: () => 'with different values',
  considered: ({ ignore }, ...columns) => kept(ignore, columns),
  failing: ({ ignore }, first, ...others) => {
    const equal = others.map((other) => (first ? equalSql(first, other) : 'true'));
    return `${kept(ignore, first ? [first, ...others] : others)} AND NOT (${equal.join(' AND ') || 'true'})`;
  },
});
