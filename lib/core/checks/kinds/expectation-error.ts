import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck, several } from '../check.ts';

/** A check whose arguments its own format answers with an exception, among others that it answers with results. */
export const expectationError = defineCheck({
  kind: 'expectation-error',
  args: z.strictObject({ exception: z.string() }),
  takes: { ...several, least: 0 },
  absent: true,
  measure: ({ exception }) => {
    throw new InputError('expectation-error', exception);
  },
});
