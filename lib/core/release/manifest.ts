import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { verdicts } from '../gate.ts';
import { imageSchema } from '../run-schemas.ts';
import { servableSchema } from '../servable.ts';
import { sha256 } from '../sha256.ts';

const verdictSchema = z.object({
  gate: z.string(),
  verdict: z.enum(verdicts),
  sentence: z.string(),
});

const bodySchema = z.object({
  schema: z.literal(1),
  name: z.string(),
  version: z.string(),
  /** The champion it was judged against; null for the first release. */
  parent: z.string().nullable(),
  bump: z.enum(['first', 'major', 'minor', 'patch']),
  reason: z.string(),
  createdAt: z.string(),
  runId: z.string(),
  trigger: z.object({ kind: z.string(), detail: z.string() }),
  source: z.object({ digest: z.string(), commit: z.string().nullable() }),
  image: imageSchema,
  model: z.object({ digest: z.string() }),
  servable: servableSchema,
  data: z.object({
    snapshot: z.string(),
    rows: z.number(),
    trainRows: z.number(),
    holdoutRows: z.number(),
    holdoutPercent: z.number(),
  }),
  /** SHA-256 of each pinned requirements file. */
  locks: z.record(z.string(), z.string()),
  hyperparameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Digest of features, types and answers: a change is a break for callers. */
  interface: z.string(),
  metrics: z.record(z.string(), z.number()),
  verdicts: z.array(verdictSchema),
});
export type ManifestBody = z.output<typeof bodySchema>;

/** `releases/<version>/manifest.json`: written once, read for ever. `hash` is the SHA-256 of its body as canonical JSON. */
export const manifestSchema = bodySchema.extend({ hash: z.string() });
export type Manifest = z.output<typeof manifestSchema>;

export function sealManifest(body: ManifestBody): Manifest {
  return { ...body, hash: sha256(canonicalJson(body)) };
}

/** Whether the manifest is what was sealed. */
export function isIntact({ hash, ...body }: Manifest): boolean {
  return sha256(canonicalJson(body)) === hash;
}
