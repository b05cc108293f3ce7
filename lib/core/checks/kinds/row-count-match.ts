import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { limitArgs } from '../limits.ts';
import { judgeRatio } from '../ratio.ts';
import { referenceNamed } from '../reference.ts';

/** How many rows the data has for each row of another data set. */
export const rowCountMatch = defineCheck({
  kind: 'row-count-match',
  figure: true,
  args: z.strictObject({ reference: z.string().min(1), ...limitArgs }),
  takes: none,
  references: ({ reference }) => [{ name: reference, columns: [] }],
  measure: ({ reference }, _columns, { references }) => {
    const { rows } = referenceNamed(reference, references);
    const to = { values: rows, sum: rows, fixed: true as const };
    return {
      by: 'aggregate',
      columns: [],
      items: {},
      read: (_row, total) => ({ ratio: { of: { values: total, sum: total }, to } }),
    };
  },
  judge: ({ reference, ...limits }, counts) =>
    judgeRatio(limits, counts, {
      what: (ours, theirs) => `${ours} rows beside ${theirs} of ${reference}`,
    }),
});
