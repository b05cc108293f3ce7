import * as z from 'zod';
import { seconds } from './fields.ts';

const allAtOnce = z.strictObject({
  kind: z.literal('all-at-once').describe('All traffic at once, and a bake before the old version is let go.'),
});

const canary = z.strictObject({
  kind: z.literal('canary').describe('A little traffic first, more from step to step.'),
  stepPercents: z
    .array(z.number().min(1).max(99))
    .min(1)
    .max(20)
    .refine((s) => s.every((p, i) => i === 0 || p > (s[i - 1] ?? 0)), { error: 'must rise from step to step' })
    .describe("Candidate's share of the traffic, step by step."),
});

const linear = z.strictObject({
  kind: z.literal('linear').describe('Equal increments of traffic.'),
  stepPercent: z.number().min(1).max(50).describe('By how much the share of the candidate grows at each step.'),
});

const shadow = z.strictObject({
  kind: z.literal('shadow').describe('The candidate sees requests and answers nobody; predictions are compared.'),
  source: z
    .enum(['mirror', 'replay'])
    .default('mirror')
    .describe('Copies of live requests, or requests that were captured before. @default mirror'),
  samplePercent: z
    .number()
    .gt(0)
    .max(100)
    .default(100)
    .describe('Share of the requests that the candidate gets a copy of. @default 100'),
  shadowSeconds: seconds(2_592_000)
    .optional()
    .describe('Least time in the shadow; on a laptop as long as any step bakes. @default as long as any step bakes'),
  maxDisagreement: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe("Share of predictions that may differ from the champion's. @default 0.05"),
  tolerance: z
    .number()
    .min(0)
    .default(0)
    .describe('Largest absolute difference of two numbers that agree (regression). @default 0'),
  next: z
    .discriminatedUnion('kind', [allAtOnce, canary, linear])
    .optional()
    .describe('How callers come to the candidate after a passed shadow. @default promoted without a step in between'),
});

const ab = z.strictObject({
  kind: z.literal('ab').describe('A fixed split by user, until a business metric decides.'),
  candidatePercent: z.number().min(1).max(99).default(50).describe("Candidate's share of the users. @default 50"),
  userHeader: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/, { error: "must be a header's name in lower case" })
    .default('x-user-id')
    .describe(
      'Request header that names the user; requests without it are answered by the champion and do not count. @default x-user-id',
    ),
  horizonSeconds: seconds(2_592_000).describe('When the test ends undecided; on a laptop after 600 s at most.'),
  metric: z
    .strictObject({
      name: z.string().min(1).max(60).describe('Name of what callers report of a user, e.g. conversion.'),
      lowest: z.number().default(0).describe('Least value that is reported. @default 0'),
      highest: z.number().default(1).describe('Greatest value that is reported. @default 1'),
      better: z.enum(['higher', 'lower']).default('higher').describe('Which way is better. @default higher'),
    })
    .refine((m) => m.lowest < m.highest, { error: 'has `lowest` not below `highest`' })
    .describe('The business metric that decides.'),
  minEffect: z
    .number()
    .min(0)
    .default(0)
    .describe('The candidate wins when it is better by more than this, in units of the metric. @default 0'),
  atHorizon: z
    .enum(['keep', 'promote'])
    .default('keep')
    .describe('What an undecided test ends with: the champion is kept, or the candidate promoted. @default keep'),
});

/** How traffic moves. One member a strategy; each has a file in `lib/core/rollout/strategies/`. */
export const strategy = z.discriminatedUnion('kind', [allAtOnce, canary, linear, shadow, ab]);
