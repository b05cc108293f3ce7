import * as z from 'zod';

export const seconds = (max: number) => z.number().positive().max(max);
/** Step Functions waits and limits in whole seconds only. */
export const wholeSeconds = (max: number) => z.number().int().positive().max(max);
export const command = z
  .string()
  .min(1)
  .describe('Shell command, run in the workload folder inside its own virtual environment.');
export const path = z
  .string()
  .min(1)
  .refine((p) => !p.startsWith('/') && !p.split(/[\\/]/).includes('..') && !p.includes('\0'), {
    error: 'must be a path inside the workload: relative and without `..`',
  });

/** A day, `2027-01-31`: what is allowed until then ends with it, in UTC. */
export const day = z.iso.date();
