import * as z from 'zod';
import { seconds, wholeSeconds } from './fields.ts';
import { judge } from './judge.ts';
import { strategy } from './strategy.ts';
import { targetKinds } from './target-kinds.ts';

export const rollout = z.strictObject({
  target: z.enum(targetKinds).default('lambda-alias').describe('Where the model serves on AWS. @default lambda-alias'),
  strategy,
  baseline: z
    .enum(['champion', 'fresh'])
    .default('champion')
    .describe(
      'What the candidate is compared with: what serves the rest, or a fresh copy of it that gets as much traffic as the candidate. @default champion',
    ),
  bakeSeconds: seconds(86_400).describe('Least time at each step before it may pass without proof.'),
  windowSeconds: wholeSeconds(3_600).describe('The judge looks once a window.'),
  expectedRequestsPerSecond: z
    .number()
    .positive()
    .max(1_000_000)
    .optional()
    .describe('What the plan is checked with before traffic moves. @default it is not checked'),
  judge,
});
