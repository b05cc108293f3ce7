import * as z from 'zod';

const share = z.number().min(0).max(1);
const ratio = z.number().min(1).max(100);

const errors = z
  .strictObject({
    maxRatio: ratio
      .default(1)
      .describe('How many times the rate of the champion the rate of the candidate may be. @default 1'),
    maxIncrease: share
      .optional()
      .describe(
        'How much is allowed on top of that, as a share of requests; with 0 and maxRatio 1 nothing can be proven to be no worse. @default maxErrorRate',
      ),
  })
  .describe('Error rate compared with the champion: at most maxRatio times its rate plus maxIncrease.');

const latency = z
  .strictObject({
    quantile: z.number().gt(0).lt(1).default(0.99).describe('Which quantile. @default 0.99'),
    maxRatio: ratio.default(1.5).describe('How many times the latency of the champion. @default 1.5'),
  })
  .describe('Latency compared with the champion, where requests are timed one by one.');

const predictions = z
  .strictObject({
    maxInvalidRate: share.default(0).describe('Share of predictions that may be NaN, infinite or absent. @default 0'),
    maxShift: share
      .default(0.2)
      .describe('How far the share of any label, or of any range of values, may move. @default 0.2'),
  })
  .describe('What is predicted, compared with the champion, where the target tells it.');

const custom = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/)
    .describe('Name in reports.'),
  namespace: z.string().min(1).max(255).describe('CloudWatch namespace.'),
  metric: z.string().min(1).max(255).describe('CloudWatch metric; its dimension `Servable` tells versions apart.'),
  stat: z.enum(['Average', 'Sum', 'Minimum', 'Maximum', 'p50', 'p90', 'p95', 'p99']).describe('Statistic of a window.'),
  better: z.enum(['higher', 'lower']).describe('Which way is better.'),
  successCondition: z
    .string()
    .max(1_000)
    .optional()
    .describe(
      'Condition on the number `result`, as Argo Rollouts writes it, that each window has to meet. @default none',
    ),
  failureLimit: z.number().int().min(0).default(0).describe('How many windows may miss the condition. @default 0'),
});

const kayenta = z
  .strictObject({
    pass: z.number().min(0).max(100).default(75).describe('Score that passes. @default 75'),
    marginal: z.number().min(0).max(100).default(50).describe('Score below which it fails. @default 50'),
    mode: z
      .enum(['compatible', 'fixed'])
      .default('compatible')
      .describe('With the defects of the original, or without them. @default compatible'),
  })
  .describe("Verdicts as Kayenta's NetflixACAJudge gives them, at the end of each step's bake.");

/** What lets a candidate through, and what takes it back. */
export const judge = z.strictObject({
  minRequests: z
    .number()
    .int()
    .min(1)
    .describe('Requests that the candidate must have answered in a step before it may pass.'),
  maxErrorRate: share.describe('Share of 5xx answers that is still allowed.'),
  maxLatencyP99Ms: z
    .number()
    .positive()
    .describe('99th percentile of the latency that is still allowed, in milliseconds.'),
  errors: errors.prefault({}),
  latency: latency.optional(),
  predictions: predictions.optional(),
  metrics: z
    .array(custom)
    .max(10)
    .default([])
    .describe(
      "Metrics of the workload's own, compared in steps where both versions get as much traffic. @default none",
    ),
  alpha: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(0.01)
    .describe('Chance of a false alarm over the whole rollout, whatever is measured. @default 0.01'),
  beta: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(0.05)
    .describe('Chance that a candidate is called no worse that is worse than allowed. @default 0.05'),
  promoteOn: z
    .enum(['proof', 'no_regression'])
    .default('proof')
    .describe(
      'What the last step needs: proof that the candidate is no worse than allowed, or enough requests without proof of the contrary. @default proof',
    ),
  patience: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('A step that is not decided after patience × bakeSeconds is inconclusive. @default 3'),
  atDeadline: z
    .enum(['roll_back', 'hold'])
    .default('roll_back')
    .describe('What is undecided by then goes back, or is held until an operator decides. @default roll_back'),
  warmUpWindows: z
    .number()
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe('Windows after the first shift that do not count, for either version. @default 0'),
  underpowered: z
    .enum(['refuse', 'allow'])
    .default('refuse')
    .describe(
      'A plan that could not be decided in its time at the expected requests is refused, or let run. @default refuse',
    ),
  kayenta: kayenta.optional(),
});
