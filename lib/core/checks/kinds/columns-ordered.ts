import { z } from 'zod';
import { defineCheck, none } from '../check.ts';
import { judgeKnown } from '../known.ts';

/** The data has exactly these columns, in this order. */
export const columnsOrdered = defineCheck({
  kind: 'columns-ordered',
  args: z.strictObject({ columns: z.array(z.string()) }),
  takes: none,
  measure: ({ columns }, _columns, all) => {
    const found = [...all.keys()];
    const length = Math.max(found.length, columns.length);
    const mismatched = Array.from({ length }, (_, index) => index).flatMap((index) => {
      const [expected = null, seen = null] = [columns[index], found[index]];
      return expected === seen ? [] : [{ expected, expectedPosition: index, found: seen }];
    });
    return { by: 'known', failing: mismatched.length, observation: { observed: found, details: { mismatched } } };
  },
  judge: ({ columns }, counts) =>
    judgeKnown(counts, {
      allowed: `columns ${columns.join(', ')} in this order`,
      pass: 'the columns are those expected, in order',
      fail: `the columns are not ${columns.join(', ')} in this order`,
    }),
});
