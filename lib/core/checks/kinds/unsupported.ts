import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck, several } from '../check.ts';

/** A promise of a contract that was written in words that nobody here understands, and that is not to be forgotten. */
export const unsupported = defineCheck({
  kind: 'unsupported',
  args: z.strictObject({ what: z.string(), why: z.string() }),
  takes: { ...several, least: 0 },
  absent: true,
  measure: ({ what, why }) => {
    throw new InputError('check-unsupported', `${what} is not supported: ${why}`);
  },
});
