import * as z from 'zod';
import { dataFormatSchema, dataTypes } from '../data-format.ts';
import { isReferenceName, referenceNamesAllowed } from '../reference-names.ts';
import { arrival } from './arrival.ts';
import { drift } from './drift.ts';
import { command, path, seconds, wholeSeconds } from './fields.ts';
import { history } from './history.ts';
import { image } from './image.ts';
import { override } from './override.ts';
import { coverage, pullRequest } from './pull-request.ts';
import { release } from './release.ts';
import { rollout } from './rollout.ts';
import { trainingBudget } from './training-budget.ts';

const classificationMetrics = ['accuracy', 'macro_f1', 'log_loss'] as const;
const regressionMetrics = ['mae', 'rmse'] as const;
export const metricNames = [...classificationMetrics, ...regressionMetrics] as const;

const data = z
  .strictObject({
    contract: path.describe(
      'Data contract: Open Data Contract Standard 3.1, a suite of Great Expectations, a schema of pandera, a DQDL ruleset, or constraints of Model Monitor.',
    ),
    table: z
      .string()
      .min(1)
      .optional()
      .describe('Which table of several that the contract describes. @default the only one'),
    format: z
      .union([z.enum(dataTypes), dataFormatSchema])
      .default({})
      .describe('How the files of a drop are written: a type, or all that is to be said. @default by name and content'),
    delimiter: z.string().length(1).optional().describe('The same as `format.delimiter`. @default that'),
    target: z.string().min(1).describe('Column to predict.'),
    references: z
      .record(z.string(), path)
      .refine((named) => Object.keys(named).every(isReferenceName), {
        error: `each name may be ${referenceNamesAllowed}`,
      })
      .default({})
      .describe(
        'Other data sets that the contract compares with, by the names that its rules have for them: tables to look things up in, at most 64 MiB each, which are versioned and pinned with the code. @default none',
      ),
    sensitive: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'Columns whose values are told to nobody: masked in samples, left out of profiles. Those whose `classification` the contract gives as confidential, restricted, personal or the like are so anyway. @default none',
      ),
    holdoutPercent: z
      .number()
      .min(5)
      .max(50)
      .describe('Share of rows kept from training, chosen by a hash of the row.'),
    arrival: arrival.prefault({}),
    drift: drift.optional(),
    history: history.optional(),
  })
  .describe('What a data drop looks like.');

const check = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .describe('Name of the check in reports.'),
  run: command,
});

const training = z
  .strictObject({
    run: command,
    timeLimitSeconds: wholeSeconds(86_400).describe('Training is stopped and rejected after this long.'),
    hyperparameters: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe('Handed to the training command as text, as SageMaker does. @default none'),
    budget: trainingBudget.optional(),
  })
  .describe("Training, under SageMaker's container contract.");

const serving = z
  .strictObject({
    run: command.describe('Starts the model server on 127.0.0.1:$PORT with /ping and /invocations.'),
    readyTimeLimitSeconds: seconds(900).default(60).describe('How long until /ping must answer 200. @default 60'),
    answerTimeLimitSeconds: seconds(60).default(10).describe('How long one /invocations may take. @default 10'),
  })
  .describe('The model server.');

const threshold = z
  .strictObject({
    min: z.number().optional().describe('Least value that passes. @default no lower bound'),
    max: z.number().optional().describe('Greatest value that passes. @default no upper bound'),
  })
  .refine((t) => t.min !== undefined || t.max !== undefined, {
    error: 'needs `min` or `max`: a threshold without either tests nothing',
  })
  .refine((t) => (t.min ?? -Infinity) <= (t.max ?? Infinity), { error: 'has `min` above `max`: no value passes' });

const evaluation = z.strictObject({
  task: z.enum(['classification', 'regression']).describe('What the model predicts: decides which metrics are known.'),
  minHoldoutRows: z.number().int().min(1).default(30).describe('Fewer holdout rows are inconclusive. @default 30'),
  metrics: z
    .partialRecord(z.enum(metricNames), threshold)
    .describe('Bounds on metrics of the candidate, computed by Signalbox.'),
  champion: z
    .strictObject({
      metric: z.enum(metricNames).describe('Metric that is compared.'),
      maxLoss: z
        .number()
        .min(0)
        .describe('How much worse than the champion the candidate may be, in units of the metric.'),
    })
    .describe('Comparison with the model in production, on the same rows.'),
  golden: z
    .strictObject({
      data: path.describe('CSV with the features, the target and no other column.'),
      maxMismatches: z.number().int().min(0).default(0).describe('How many may be answered wrong. @default 0'),
      tolerance: z.number().min(0).default(0).describe('Largest absolute error that matches (regression). @default 0'),
    })
    .describe('Rows whose answers must be right whatever else changes.'),
  maxLatencyP99Ms: z.number().positive().optional().describe('Bound on scoring latency. @default not checked'),
});

const local = z
  .strictObject({
    bakeSeconds: seconds(3_600).describe('Least time at each step before it may pass.'),
    windowSeconds: wholeSeconds(600).describe('The judge looks once a window.'),
    data: z
      .array(path)
      .min(1)
      .optional()
      .describe('Files that `signalbox run` drops when it gets none and nothing was released yet. @default none'),
    traffic: z.strictObject({
      requests: path.describe('JSON Lines: one /invocations body a line, sent round robin.'),
      requestsPerSecond: z.number().positive().max(1_000).describe('Requests a second during a rollout.'),
      expected: path
        .optional()
        .describe(
          'JSON Lines: the right predictions for each line of requests, as a list. In an A/B test each request is one user, whose outcome is the share that was right. @default no outcomes',
        ),
    }),
  })
  .describe('Rollout timing and generated traffic of `signalbox run`.');

/** `signalbox.yaml`: the policy of one workload. The one definition: validation, types and the editors' JSON Schema come from here. */
export const policySchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/, { error: 'must be 2 to 31 of a-z, 0-9 and -, starting with a letter' })
    .describe('Name of the workload and of its pipeline.'),
  python: z.strictObject({
    requirements: z
      .array(path)
      .min(1)
      .describe('Hash-pinned requirement files, for checks, training and serving alike.'),
  }),
  data,
  checks: z.array(check).min(1).describe("The workload's own checks, in order."),
  coverage: coverage.optional(),
  testReports: z
    .array(path)
    .max(10)
    .default([])
    .describe('JUnit XML files that the checks write, for the report group of CodeBuild. @default none'),
  buildspec: path
    .optional()
    .describe('A buildspec of your own for the checks, instead of the generated one. @default generated'),
  checksTimeLimitSeconds: wholeSeconds(3_600).default(600).describe('Time limit of all checks together. @default 600'),
  training,
  serving,
  evaluation,
  rollout,
  release: release.prefault({}),
  image: image.prefault({}),
  pullRequest: pullRequest.prefault({}),
  overrides: z
    .array(override)
    .max(50)
    .default([])
    .describe('Checks that may fail until a day, each with a reason and a name. @default none'),
  local,
});

export type Policy = z.output<typeof policySchema>;
export type MetricName = (typeof metricNames)[number];
