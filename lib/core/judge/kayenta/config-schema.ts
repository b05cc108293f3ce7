import * as z from 'zod';

const bound = z.number().min(0).optional();
const percent = z.number().min(0).max(100);

const effectSize = z.strictObject({
  measure: z.enum(['meanRatio', 'cles']).default('meanRatio'),
  allowedIncrease: bound,
  allowedDecrease: bound,
  criticalIncrease: bound,
  criticalDecrease: bound,
});

const outliers = z.strictObject({
  strategy: z.enum(['keep', 'remove']).default('keep'),
  outlierFactor: z.number().positive().default(3),
});

/** Strict: Kayenta takes a misspelt key or word for its default, and so tests something else than its owner means. */
const canary = z.strictObject({
  direction: z.enum(['increase', 'decrease', 'either']).default('either'),
  nanStrategy: z.enum(['remove', 'replace']).default('remove'),
  critical: z.boolean().default(false),
  mustHaveData: z.boolean().default(false),
  muted: z.boolean().default(false),
  effectSize: effectSize.prefault({}),
  outliers: outliers.prefault({}),
});

const metric = z.object({
  name: z.string().min(1),
  groups: z.array(z.string().min(1)).min(1),
  analysisConfigurations: z.object({ canary: canary.prefault({}) }).prefault({}),
});

export const thresholdsSchema = z
  .object({ pass: percent, marginal: percent })
  .refine(({ pass, marginal }) => marginal <= pass, { error: 'has `marginal` above `pass`' });

/** The part of a canary config that says how to judge; where the numbers come from (`query`, `templates`) is let be. */
export const canaryConfigSchema = z.object({
  name: z.string().default('canary config'),
  judge: z
    .object({
      name: z.literal('NetflixACAJudge-v1.0', { error: 'only NetflixACAJudge-v1.0 is reproduced here' }),
    })
    .optional(),
  metrics: z.array(metric).min(1),
  classifier: z.object({
    groupWeights: z.record(z.string(), percent).default({}),
    scoreThresholds: thresholdsSchema.optional(),
  }),
  thresholds: thresholdsSchema.optional(),
});

export type KayentaMetric = z.output<typeof metric>;
export type KayentaThresholds = z.output<typeof thresholdsSchema>;
