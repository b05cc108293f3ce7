import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { columnNames, judgeKnown } from '../known.ts';
import { describeLimits, limitArgs, within } from '../limits.ts';

/** How many columns the data has: the number alone is measured, as earlier data may tell what is allowed. */
export const columnCount = defineCheck({
  kind: 'column-count',
  figure: true,
  args: z.strictObject(limitArgs),
  takes: none,
  measure: (_limits, _columns, { all }) => ({
    by: 'known',
    failing: 0,
    observation: { observed: columnNames(all).length },
  }),
  judge: (limits, counts) => {
    const allowed = `${describeLimits(limits)} columns`;
    const clause = `${counts.observed ?? 'the number of'} columns, allowed ${describeLimits(limits)}`;
    const outside = typeof counts.observed !== 'number' || !within(limits, counts.observed);
    return judgeKnown({ ...counts, failing: Number(outside) }, { allowed, pass: clause, fail: clause });
  },
});
