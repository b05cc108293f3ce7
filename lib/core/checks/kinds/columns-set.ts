import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { judgeKnown } from '../known.ts';

/** The data has all of these columns, and, where the set is exact, no others. */
export const columnsSet = defineCheck({
  kind: 'columns-set',
  args: z.strictObject({ columns: z.array(z.string()).nullable(), exact: z.boolean() }),
  takes: none,
  measure: ({ columns: expected, exact }, _columns, all) => {
    const columns = expected ?? [];
    const observed = [...all.keys()].sort();
    const missing = [...new Set(columns)].filter((name) => !all.has(name)).sort();
    const unexpected = observed.filter((name) => !columns.includes(name));
    const failing = missing.length + (exact ? unexpected.length : 0);
    return { by: 'known', failing, observation: { observed, details: { missing, unexpected } } };
  },
  judge: ({ columns, exact }, counts) =>
    judgeKnown(counts, {
      allowed: `${exact ? 'exactly' : 'at least'} the columns ${columns?.join(', ') ?? 'none'}`,
      pass: 'the columns are those expected',
      fail: `the columns are not ${exact ? 'exactly' : 'at least'} ${columns?.join(', ') ?? 'none'}`,
    }),
});
