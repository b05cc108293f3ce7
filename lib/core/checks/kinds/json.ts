import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { stringsOf } from '../column.ts';

/** The text is JSON. A value that is no text is not. */
export const json = defineCheck({
  kind: 'json',
  args: z.strictObject({}),
  fault: () => 'not JSON',
  failing: (_args, column) => {
    const strings = stringsOf(column);
    return strings === undefined ? column.present : `${column.present} AND NOT coalesce(json_valid(${strings}), false)`;
  },
});
