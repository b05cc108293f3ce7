import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { membership, shownValues, valuesArg } from '../membership.ts';

/** A value is none of a set. */
export const forbiddenValues = defineCheck({
  kind: 'forbidden-values',
  args: z.strictObject({ values: valuesArg }),
  fault: ({ values }) => `one of ${shownValues(values)}`,
  failing: ({ values }, column) => membership(column, values).member,
});
