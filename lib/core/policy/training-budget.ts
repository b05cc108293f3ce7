import * as z from 'zod';

const dollars = z.number().positive().max(1_000_000);

/** What training may cost on AWS: a run that would cost more is refused before anything is built. */
export const trainingBudget = z
  .strictObject({
    maxDollarsPerRun: dollars
      .optional()
      .describe('Dollars that one training may cost; it is stopped before it costs more. @default not limited'),
    maxDollarsPerMonth: dollars
      .optional()
      .describe('Dollars that all trainings of a calendar month, in UTC, may cost. @default not limited'),
  })
  .refine(({ maxDollarsPerRun, maxDollarsPerMonth }) => maxDollarsPerRun ?? maxDollarsPerMonth, {
    error: 'needs `maxDollarsPerRun` or `maxDollarsPerMonth`: without either nothing is limited',
  })
  .describe('What training may cost on AWS; the app may be stricter. @default what the app allows');
