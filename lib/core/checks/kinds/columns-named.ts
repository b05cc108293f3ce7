import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { columnNames, judgeKnown } from '../known.ts';
import { ecmaPattern, namePattern } from '../matching.ts';

/** The name of every column, or of some column, contains a match of an ECMA-262 regular expression. */
export const columnsNamed = defineCheck({
  kind: 'columns-named',
  args: z.strictObject({
    pattern: namePattern,
    of: z.enum(['every', 'some']).default('every'),
  }),
  takes: none,
  measure: ({ pattern, of }, _columns, { all }) => {
    const expression = ecmaPattern(pattern);
    const names = columnNames(all);
    const unexpected = names.filter((name) => !expression.test(name));
    const failing = of === 'every' ? unexpected.length : Number(unexpected.length === names.length);
    return { by: 'known', failing, observation: { observed: failing === 0, details: { unexpected } } };
  },
  judge: ({ pattern, of }, counts) =>
    judgeKnown(counts, {
      allowed: of === 'every' ? `every column named like ${pattern}` : `a column named like ${pattern}`,
      pass: of === 'every' ? `every column is named like ${pattern}` : `there are columns named like ${pattern}`,
      fail: of === 'every' ? `not every column is named like ${pattern}` : `no column is named like ${pattern}`,
    }),
});
