import * as z from 'zod';
import { path } from './fields.ts';

export const coverage = z
  .strictObject({
    file: path.default('coverage.xml').describe('Cobertura XML that the checks write. @default coverage.xml'),
    minPercent: z.number().min(0).max(100).describe('Least share of lines that tests run.'),
    maxDropPercent: z
      .number()
      .min(0)
      .max(100)
      .default(0)
      .describe('How much lower than the champion it may be, in percentage points. @default 0'),
  })
  .describe("Coverage of the workload's tests. @default not asked for");

/** What a pull request is run on. It releases nothing and moves no traffic whatever stands here. */
export const pullRequest = z
  .strictObject({
    data: z
      .union([z.literal('champion'), z.array(path).min(1)])
      .optional()
      .describe(
        "Files of the workload to train on, or `champion` for the champion's data, which the pipeline must allow. @default the files of local.data",
      ),
    samplePercent: z
      .number()
      .gt(0)
      .max(100)
      .default(100)
      .describe('Share of the rows that is used, chosen by a hash of the row. @default 100'),
  })
  .describe('Runs of pull requests.');
