import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { columnNames, judgeKnown } from '../known.ts';
import { ecmaPattern, namePattern } from '../matching.ts';

/** The data has all of these columns, and, where the set is exact, no others but those that may be absent or are named like some. */
export const columnsSet = defineCheck({
  kind: 'columns-set',
  args: z.strictObject({
    columns: z.array(z.string()).nullable(),
    optional: z.array(z.string()).default([]),
    like: z.array(namePattern).default([]),
    exact: z.boolean(),
  }),
  takes: none,
  measure: ({ columns: expected, optional, like, exact }, _columns, { all }) => {
    const columns = expected ?? [];
    const observed = columnNames(all).sort();
    const missing = [...new Set(columns)].filter((name) => !all.has(name)).sort();
    const patterns = like.map(ecmaPattern);
    const may = (name: string) => optional.includes(name) || patterns.some((pattern) => pattern.test(name));
    const unexpected = observed.filter((name) => !columns.includes(name) && !may(name));
    const failing = missing.length + (exact ? unexpected.length : 0);
    return { by: 'known', failing, observation: { observed, details: { missing, unexpected } } };
  },
  judge: ({ columns, optional, like, exact }, counts) => {
    const others = [...optional, ...like.map((pattern) => `any like ${pattern}`)];
    const may = others.length > 0 ? `, with or without ${others.join(', ')}` : '';
    const those = `${columns?.join(', ') ?? 'none'}${may}`;
    return judgeKnown(counts, {
      allowed: `${exact ? 'exactly' : 'at least'} the columns ${those}`,
      pass: 'the columns are those expected',
      fail: `the columns are not ${exact ? 'exactly' : 'at least'} ${those}`,
    });
  },
});
