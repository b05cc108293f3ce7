import * as z from 'zod';

const numberMethods = [
  'kolmogorov-smirnov',
  'wasserstein',
  'psi',
  'jensen-shannon',
  'hellinger',
  'total-variation',
  'kullback-leibler',
  'kolmogorov-smirnov-test',
  'chi-square-test',
] as const;
const categoryMethods = [
  'l-infinity',
  'jensen-shannon',
  'psi',
  'hellinger',
  'total-variation',
  'kullback-leibler',
  'cramers-v',
  'chi-square-test',
] as const;
const driftMethods = [...new Set([...numberMethods, ...categoryMethods])];
export type DriftMethod = (typeof driftMethods)[number];

const share = z.number().min(0).max(1);
const threshold = z.number().positive().max(1_000);

const column = z
  .strictObject({
    method: z.enum(driftMethods).optional().describe('How it is compared. @default that of its type'),
    threshold: threshold.optional().describe("From where on it has drifted. @default its method's"),
    ignore: z.boolean().default(false).describe('It is not compared. @default false'),
  })
  .describe('What one column needs other than the rest.');

/** How far data may have moved from what the model in production was trained on. */
export const drift = z
  .strictObject({
    minRows: z
      .number()
      .int()
      .min(2)
      .default(50)
      .describe('Values that a column needs on both sides; with fewer it is inconclusive. @default 50'),
    binning: z
      .enum(['reference', 'model-monitor'])
      .default('reference')
      .describe(
        "Bins and rules: tenths of the reference, or as SageMaker Model Monitor's Robust has it. Evidently's need the rows of both sides: `signalbox drift --binning evidently`. @default reference",
      ),
    numbers: z
      .enum(numberMethods)
      .default('kolmogorov-smirnov')
      .describe('How columns of numbers are compared. @default kolmogorov-smirnov'),
    categories: z
      .enum(categoryMethods)
      .default('l-infinity')
      .describe('How columns of categories are compared. @default l-infinity'),
    columns: z.record(z.string(), column).default({}).describe('By column. @default none'),
    maxNewCategoryShare: share
      .default(0.01)
      .describe('Share of rows with a category that the reference does not have. @default 0.01'),
    maxMissingShareChange: share.default(0.05).describe('How far the share of missing values may move. @default 0.05'),
    maxOutOfRangeShare: share
      .default(0.01)
      .describe('Share of values below the least or above the greatest of the reference. @default 0.01'),
    maxDriftedShare: share
      .optional()
      .describe(
        'Share of columns that may drift; the columns themselves are then told only. @default each one decides',
      ),
    severity: z
      .enum(['error', 'warning'])
      .default('error')
      .describe('Whether drift rejects the data or is only told. @default error'),
  })
  .describe('Comparison with the training data of the model in production; the first release has none.');

export type DriftPolicy = z.output<typeof drift>;
