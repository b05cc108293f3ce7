import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { judgeKnown } from '../known.ts';

/** The data has exactly these columns, in this order; without any named there is nothing to say. */
export const columnsOrdered = defineCheck({
  kind: 'columns-ordered',
  args: z.strictObject({ columns: z.array(z.string()).nullable() }),
  takes: none,
  measure: ({ columns: expected }, _columns, all) => {
    const found = [...all.keys()];
    const columns = expected ?? found;
    const length = Math.max(found.length, columns.length);
    const mismatched = Array.from({ length }, (_, index) => index).flatMap((index) => {
      const [expected = null, seen = null] = [columns[index], found[index]];
      return expected === seen ? [] : [{ expected, expectedPosition: index, found: seen }];
    });
    return { by: 'known', failing: mismatched.length, observation: { observed: found, details: { mismatched } } };
  },
  judge: ({ columns }, counts) =>
    judgeKnown(counts, {
      allowed: `columns ${columns?.join(', ') ?? 'of any name'} in this order`,
      pass: 'the columns are those expected, in order',
      fail: `the columns are not ${columns?.join(', ')} in this order`,
    }),
});
