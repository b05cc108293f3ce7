import * as z from 'zod';
import { stepManners } from '../../core/rollout/step.ts';
import { manners } from '../../core/rollout/traffic.ts';
import { endedByHandSchema } from '../../core/run-schemas.ts';

const percent = z.number().min(0).max(100);
export const routeSchema = z.strictObject({
  stable: z.string().nullable(),
  candidate: z.string().nullable(),
  candidatePercent: percent,
  manner: z.enum(manners).optional(),
});
const stepSchema = z.strictObject({
  manner: z.enum(stepManners),
  percent,
  bakeSeconds: z.number().nonnegative(),
  deadlineSeconds: z.number().nonnegative(),
});
const planSchema = z.strictObject({
  strategy: z.string(),
  steps: z.array(stepSchema),
  windowSeconds: z.number().positive(),
  door: z
    .strictObject({ userHeader: z.string(), tolerance: z.number(), lowest: z.number(), highest: z.number() })
    .optional(),
});
const intentSchema = z.strictObject({
  route: routeSchema,
  token: z.int().nonnegative(),
  since: z.iso.datetime(),
  at: z.iso.datetime(),
  calls: z.int().nonnegative(),
  goesOn: z.literal(true).optional(),
});

const unfinished = ['open', 'promoting'] as const;
const finished = ['promoted', 'rolled_back', 'inconclusive', 'foreign'] as const;
/** `foreign`: somebody else moved traffic, and what they did stands. */
export type FinishedState = (typeof finished)[number];

/** In the plan of a record whose traffic an operator moves back at once; no strategy of a policy is called so. */
export const rollbackStrategy = 'rollback';

/** `rollouts/<target>.json`: written before traffic moves; all that is needed to take it back. */
export const rolloutRecordSchema = z.strictObject({
  runId: z.string(),
  /** The execution of Delivery; Recover acts when it is not RUNNING. */
  executionArn: z.string(),
  /** Fencing token of the lease. */
  token: z.int().nonnegative(),
  version: z.string(),
  champion: z.string().nullable(),
  /** The route to go back to, as it was observed. */
  from: routeSchema,
  candidateServable: z.string(),
  /** Null: nothing served before. */
  stableServable: z.string().nullable(),
  plan: planSchema,
  startedAt: z.iso.datetime(),
  state: z.enum([...unfinished, ...finished]),
  /** Step whose share of traffic is live; -1 before the first. */
  step: z.int().min(-1),
  /** When traffic was shifted to it: the judge counts from there. */
  shiftedAt: z.iso.datetime().nullable(),
  /** The route that we last saw traffic on, after a call of ours; absent in what older versions of ourselves wrote. */
  at: routeSchema.optional(),
  /** When traffic came there, after a call of ours: an answer may be older than that for a moment. */
  landedAt: z.iso.datetime().nullable().default(null),
  /** The target goes from step to step by itself, and to the end, unless it is told to go back. */
  goesOn: z.boolean().default(false),
  /** Routes that calls of ours were about to set, those of earlier rollouts included. */
  intents: z.array(intentSchema).default([]),
  /** Who holds the rollout where it is; nothing passes meanwhile. */
  paused: z.strictObject({ by: z.string(), at: z.iso.datetime() }).nullable().default(null),
  /** Seconds of the step in which it was held, without the present pause. */
  heldSeconds: z.number().nonnegative().default(0),
  /** Who ended it by hand. */
  ended: endedByHandSchema.nullable().default(null),
  /** It is being brought to one release: from then on no step moves traffic. */
  converging: z.boolean().default(false),
  /** Whoever was at it went away on purpose, with traffic on its way: anybody may go on. */
  left: z.boolean().default(false),
  /** When it was closed. */
  endedAt: z.iso.datetime().nullable().default(null),
  /** Since when versions other than these are being removed, after it was closed: none of the others may be given traffic meanwhile. */
  removing: z
    .strictObject({ keep: z.array(z.string()), since: z.iso.datetime() })
    .nullable()
    .default(null),
});
export type RolloutRecord = z.infer<typeof rolloutRecordSchema>;

/** Whether traffic may still be where this rollout put it. */
export function isOpen({ state }: Pick<RolloutRecord, 'state'>): boolean {
  return unfinished.some((open) => open === state);
}
