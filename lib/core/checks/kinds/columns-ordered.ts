import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { columnNames, judgeKnown } from '../known.ts';

/**
 * The data has exactly these columns, in this order; without any named there is nothing to say. Among `others`, it is the order
 * of those of them that are there.
 */
export const columnsOrdered = defineCheck({
  kind: 'columns-ordered',
  args: z.strictObject({ columns: z.array(z.string()).nullable(), others: z.boolean().default(false) }),
  takes: none,
  measure: ({ columns: expected, others }, _columns, { all }) => {
    const found = columnNames(all).filter((name) => !others || expected === null || expected.includes(name));
    const columns = (expected ?? found).filter((name) => !others || all.has(name));
    const length = Math.max(found.length, columns.length);
    const mismatched = Array.from({ length }, (_, index) => index).flatMap((index) => {
      const [expected = null, seen = null] = [columns[index], found[index]];
      return expected === seen ? [] : [{ expected, expectedPosition: index, found: seen }];
    });
    return { by: 'known', failing: mismatched.length, observation: { observed: found, details: { mismatched } } };
  },
  judge: ({ columns, others }, counts) => {
    const among = others ? ', of those that are there and among others' : '';
    return judgeKnown(counts, {
      allowed: `columns ${columns?.join(', ') ?? 'of any name'} in this order${among}`,
      pass: `the columns are ${others ? 'in the order expected' : 'those expected, in order'}`,
      fail: `the columns are not ${columns?.join(', ')} in this order${among}`,
    });
  },
});
