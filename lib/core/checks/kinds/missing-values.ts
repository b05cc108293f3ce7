import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { oneOf, text } from '../sql.ts';

/** The value is neither null nor one of the words that stand for "none" in this file, such as N/A or -1. */
export const missingValues = defineCheck({
  kind: 'missing-values',
  args: z.strictObject({ markers: z.array(z.union([z.string(), z.number(), z.null()])) }),
  fault: ({ markers }) =>
    `missing (null${markers.map((marker) => (marker === null ? '' : `, ${JSON.stringify(marker)}`)).join('')})`,
  considered: () => 'true',
  failing: ({ markers }, column) => {
    const words = markers.filter((marker) => marker !== null).map((marker) => text(String(marker)));
    return `NOT ${column.present}${words.length ? ` OR ${oneOf(column.text, words)}` : ''}`;
  },
});
