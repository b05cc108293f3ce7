import * as z from 'zod';
import { defineCheck, several } from '../check.ts';
import { columnNames, judgeKnown } from '../known.ts';

/** The data has a column of this name, at a position where that is asked for (0 is the first). */
export const columnExists = defineCheck({
  kind: 'column-exists',
  args: z.strictObject({ index: z.number().int().min(0).optional() }),
  takes: several,
  absent: true,
  measure: ({ index }, _columns, { all }, { columns }) => {
    const names = columnNames(all);
    const misplaced = columns.filter((name) => (index === undefined ? !all.has(name) : names.indexOf(name) !== index));
    return {
      by: 'known',
      failing: misplaced.length,
      observation: { observed: misplaced.length === 0, details: { misplaced } },
    };
  },
  judge: ({ index }, counts) =>
    judgeKnown(counts, {
      allowed: index === undefined ? 'present' : `present at position ${index}`,
      pass: index === undefined ? 'is there' : `is at position ${index}`,
      fail: index === undefined ? 'is not there' : `is not at position ${index}`,
    }),
});
