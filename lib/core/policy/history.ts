import * as z from 'zod';

export const historyMetrics = [
  'rows',
  'missing-share',
  'mean',
  'deviation',
  'min',
  'max',
  'distinct',
  'latest',
] as const;
export type HistoryMetric = (typeof historyMetrics)[number];

const order = z
  .number()
  .int()
  .min(1)
  .max(5)
  .default(1)
  .describe('1: of values; 2: of their changes, and so on. @default 1');
const deviations = z
  .number()
  .min(0)
  .max(100)
  .default(3)
  .describe('Standard deviations that are still usual. @default 3');

/** How what is usual is told. */
export const historyStrategy = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('simple-threshold').describe('Fixed limits.'),
      min: z.number().optional().describe('Least value. @default none'),
      max: z.number().optional().describe('Greatest value. @default none'),
    }),
    z.strictObject({
      kind: z.literal('absolute-change').describe('By how much a value may differ from the one before.'),
      maxDecrease: z.number().min(0).optional().describe('By how much it may fall. @default any'),
      maxIncrease: z.number().min(0).optional().describe('By how much it may rise. @default any'),
      order,
    }),
    z.strictObject({
      kind: z.literal('relative-rate-of-change').describe('By what factor a value may differ from the one before.'),
      minRatio: z.number().min(0).optional().describe('Least ratio of new to old. @default any'),
      maxRatio: z.number().min(0).optional().describe('Greatest ratio of new to old. @default any'),
      order,
    }),
    z.strictObject({
      kind: z.literal('batch-normal').describe('Mean and standard deviation of the whole past.'),
      lowerDeviations: deviations,
      upperDeviations: deviations,
    }),
    z.strictObject({
      kind: z.literal('online-normal').describe('Mean and standard deviation that run along.'),
      lowerDeviations: deviations,
      upperDeviations: deviations,
      ignoreStartShare: z
        .number()
        .min(0)
        .max(1)
        .default(0.1)
        .describe('Share of the values at the start that are never unusual. @default 0.1'),
      ignoreAnomalies: z.boolean().default(true).describe('Leave out of what is usual what was not. @default true'),
    }),
    z.strictObject({
      kind: z.literal('holt-winters').describe('Level, trend and season.'),
      period: z.number().int().min(2).max(366).describe('Values in one cycle, e.g. 7 for a week of days.'),
    }),
  ])
  .describe('What is usual.');
export type HistoryStrategy = z.output<typeof historyStrategy>;

const check = z
  .strictObject({
    metric: z
      .enum(historyMetrics)
      .describe('What is compared; `latest` is the newest date or time of a column, in hours, which tells freshness.'),
    column: z.string().min(1).optional().describe('Of which column; rows have none. @default none'),
    strategy: historyStrategy,
  })
  .refine(({ metric, column }) => (metric === 'rows') === (column === undefined), {
    error: 'needs `column` unless the metric is `rows`, which has none',
  });
export type HistoryCheck = z.output<typeof check>;

/** What is unusual beside the data of earlier releases. */
export const history = z
  .strictObject({
    last: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(30)
      .describe(
        'Data sets of earlier releases that are looked at, the newest ones; more where a check needs more. @default 30',
      ),
    checks: z.array(check).min(1).max(200).describe('Each with what is compared and what is usual.'),
    severity: z
      .enum(['error', 'warning'])
      .default('error')
      .describe('Whether the unusual rejects the data or is only told. @default error'),
  })
  .describe('Comparison with the data of earlier releases: volume, freshness, anything that a profile tells.');
export type HistoryPolicy = z.output<typeof history>;
