import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { membership, shownValues, valuesArg } from '../membership.ts';

/** A value is one of a closed set. */
export const allowedValues = defineCheck({
  kind: 'allowed-values',
  args: z.strictObject({ values: valuesArg }),
  fault: ({ values }) => `not one of ${shownValues(values)}`,
  failing: ({ values }, column) => {
    const { comparable, member } = membership(column, values);
    return `${comparable} AND NOT ${member}`;
  },
});
