import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { columnNames, judgeKnown } from '../known.ts';
import { describeLimits, limitArgs, within } from '../limits.ts';

/** How many columns the data has. */
export const columnCount = defineCheck({
  kind: 'column-count',
  args: z.strictObject(limitArgs),
  takes: none,
  measure: (limits, _columns, { all }) => {
    const size = columnNames(all).length;
    return { by: 'known', failing: within(limits, size) ? 0 : 1, observation: { observed: size } };
  },
  judge: (limits, counts) => {
    const allowed = `${describeLimits(limits)} columns`;
    const clause = `${counts.observed ?? 'the number of'} columns, allowed ${describeLimits(limits)}`;
    return judgeKnown(counts, { allowed, pass: clause, fail: clause });
  },
});
