import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { judgeKnown } from '../known.ts';

/** The data has all of these columns, and, where the set is exact, no others but those that may be absent. */
export const columnsSet = defineCheck({
  kind: 'columns-set',
  args: z.strictObject({
    columns: z.array(z.string()).nullable(),
    optional: z.array(z.string()).default([]),
    exact: z.boolean(),
  }),
  takes: none,
  measure: ({ columns: expected, optional, exact }, _columns, all) => {
    const columns = expected ?? [];
    const observed = [...all.keys()].sort();
    const missing = [...new Set(columns)].filter((name) => !all.has(name)).sort();
    const unexpected = observed.filter((name) => !columns.includes(name) && !optional.includes(name));
    const failing = missing.length + (exact ? unexpected.length : 0);
    return { by: 'known', failing, observation: { observed, details: { missing, unexpected } } };
  },
  judge: ({ columns, optional, exact }, counts) => {
    const may = optional.length > 0 ? `, with or without ${optional.join(', ')}` : '';
    const those = `${columns?.join(', ') ?? 'none'}${may}`;
    return judgeKnown(counts, {
      allowed: `${exact ? 'exactly' : 'at least'} the columns ${those}`,
      pass: 'the columns are those expected',
      fail: `the columns are not ${exact ? 'exactly' : 'at least'} ${those}`,
    });
  },
});
