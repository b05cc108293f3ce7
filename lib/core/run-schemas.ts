import * as z from 'zod';
import { codeChangeSchema } from './code-change.ts';
import { dataPartSchema } from './data-parts.ts';
import { type GateRecord, gateNames, verdicts } from './gate.ts';
import { stepManners } from './rollout/step.ts';
import {
  decisions,
  handsOn,
  outcomes,
  type RolloutEvidence,
  type RunOutcome,
  type RunRequest,
  type Shard,
  type Snapshot,
  triggerKinds,
} from './run.ts';

/** Shapes of what a run stores, checked at every read: the store is shared with older and newer versions of ourselves. */

const trigger = z.object({ kind: z.enum(triggerKinds), detail: z.string() });

export const requestSchema: z.ZodType<RunRequest> = z.object({
  runId: z.string().min(1).max(40),
  pipeline: z.string(),
  machine: z.enum(['delivery', 'pull_request']),
  trigger,
  cause: z.string(),
  attempt: z.number().int().min(1),
  snapshot: z.string(),
  source: z.object({ digest: z.string(), commit: z.string().nullable() }),
  change: codeChangeSchema.optional(),
  group: z.string().optional(),
  borrowed: z.array(z.enum(['source', 'snapshot'])).optional(),
  requestedAt: z.string(),
});

export const snapshotSchema: z.ZodType<Snapshot> = z.object({
  hash: z.string(),
  files: z.array(
    z.object({ bucket: z.string(), key: z.string(), version: z.string(), etag: z.string(), size: z.number() }),
  ),
});

export const shardsSchema: z.ZodType<Shard[]> = z.array(
  z.object({
    index: z.number().int(),
    bucket: z.string().optional(),
    key: z.string(),
    version: z.string(),
    size: z.number(),
    part: dataPartSchema.optional(),
  }),
);

/**
 * `runs/<id>/built-image.json`. `bundle`: no image was built; the digest is that of the source bundle, which runs in its own
 * virtual environment.
 */
export const imageSchema = z.object({
  kind: z.enum(['image', 'bundle']),
  digest: z.string(),
  uri: z.string().nullable(),
});

/** `runs/<id>/train/interpreter.json`: left by a training in a virtual environment. */
export const interpreterSchema = z.object({ python: z.string() });

const countSchema = z.record(z.string(), z.number());
const armSchema = z
  .object({
    servableId: z.string(),
    baseline: z.boolean().optional(),
    requests: z.number(),
    errors: z.number(),
    p50Ms: z.number().nullable(),
    p99Ms: z.number().nullable(),
    latencies: countSchema.optional(),
    predictions: z.object({ count: z.number(), invalid: z.number(), bins: countSchema }).optional(),
    agreement: z.object({ compared: z.number(), disagreed: z.number() }).optional(),
    outcomes: z.object({ count: z.number(), sum: z.number(), sumOfSquares: z.number() }).optional(),
    custom: countSchema.optional(),
  })
  .nullable();

const statisticSchema = z.object({
  measure: z.string(),
  proves: z.enum(['worse', 'no-worse']),
  logE: z.number(),
  bar: z.number(),
});

const verdict = z.enum(verdicts);

export const endedByHandSchema = z.strictObject({ by: z.string(), did: z.enum(handsOn), at: z.iso.datetime() });

export const evidenceSchema: z.ZodType<RolloutEvidence> = z.object({
  version: z.string(),
  champion: z.string().nullable(),
  strategy: z.string(),
  windows: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      step: z.number(),
      candidatePercent: z.number(),
      manner: z.enum(stepManners).optional(),
      candidate: armSchema,
      champion: armSchema,
      decision: z.enum(decisions),
      sentence: z.string(),
      statistics: z.array(statisticSchema).optional(),
    }),
  ),
  verdict: verdict.nullable(),
  sentence: z.string(),
  limits: z
    .object({ maxErrorRate: z.number(), maxLatencyP99Ms: z.number(), maxDisagreement: z.number().optional() })
    .optional(),
  state: z.unknown().optional(),
  ended: endedByHandSchema.optional(),
  thinned: z.number().optional(),
});

const checkSchema = z.object({
  check: z.string(),
  subject: z.string(),
  verdict,
  sentence: z.string(),
  observed: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  shown: z.string().optional(),
  allowed: z.string(),
  champion: z.number().nullable().optional(),
  overridden: z.object({ verdict, until: z.string(), reason: z.string(), by: z.string() }).optional(),
  warned: z.object({ verdict, severity: z.enum(['warning', 'info']) }).optional(),
  failing: z
    .object({ count: z.number(), total: z.number(), samples: z.array(z.record(z.string(), z.unknown())) })
    .optional(),
});

export const gateSchema: z.ZodType<GateRecord> = z.object({
  gate: z.enum(gateNames),
  verdict,
  sentence: z.string(),
  checks: z.array(checkSchema),
  decidedAt: z.string(),
  unreadable: z.object({ code: z.string(), sentence: z.string() }).optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});

/** `releases/<version>/outcome.json`: what became of a release, whose manifest was sealed before its rollout. */
export const releaseOutcomeSchema = z.object({
  runId: z.string(),
  version: z.string(),
  outcome: z.enum(outcomes),
  sentence: z.string(),
  endedAt: z.string(),
  /** What the judge saw and decided; null for a release whose rollout never came to a look. */
  rollout: evidenceSchema.nullable(),
  /** What its builds cost, about, in US dollars; absent where it ran on a laptop or built nothing. */
  cost: z.object({ minutes: z.number(), dollars: z.number() }).optional(),
});
export type ReleaseOutcome = z.output<typeof releaseOutcomeSchema>;

export const outcomeSchema: z.ZodType<RunOutcome> = z.object({
  runId: z.string(),
  pipeline: z.string(),
  trigger,
  outcome: z.enum(outcomes),
  gate: z.enum(gateNames).nullable(),
  sentence: z.string(),
  version: z.string().nullable(),
  serving: z.string().nullable(),
  executionArn: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  errorCode: z.string().nullable(),
});
