import * as z from 'zod';
import { defineCheck } from '../check.ts';

/** There is no value. An empty field and NaN are none. */
export const absent = defineCheck({
  kind: 'absent',
  args: z.strictObject({}),
  fault: () => 'with a value',
  considered: () => 'true',
  failing: (_args, { present }) => present,
});
