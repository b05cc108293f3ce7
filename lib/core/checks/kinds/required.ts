import * as z from 'zod';
import { defineCheck } from '../check.ts';

/** A value is there. An empty field and NaN are not values. */
export const required = defineCheck({
  kind: 'required',
  args: z.strictObject({}),
  fault: () => 'without a value',
  considered: () => 'true',
  failing: (_args, { present }) => `NOT ${present}`,
});
