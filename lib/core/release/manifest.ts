import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { codeHostKinds } from '../code-change.ts';
import { gateNames, verdicts } from '../gate.ts';
import { imageSchema } from '../run-schemas.ts';
import { servableSchema } from '../servable.ts';
import { sha256 } from '../sha256.ts';

const digest = z.string();
const metrics = z.record(z.string(), z.number());

const verdictSchema = z.object({
  gate: z.string(),
  verdict: z.enum(verdicts),
  sentence: z.string(),
  record: digest.optional().describe('SHA-256 of the gate record, `runs/<run>/<gate>.json`.'),
});

const overrideSchema = z.object({
  gate: z.enum(gateNames),
  check: z.string(),
  subject: z.string(),
  verdict: z.enum(verdicts).describe('What the check would have been.'),
  until: z.string(),
  reason: z.string(),
  by: z.string(),
});

const approvalSchema = z.object({
  approve: z.boolean(),
  by: z.string().nullable(),
  reason: z.string(),
  at: z.string().nullable(),
});

/** What older manifests do not have. A field is left out, never null, where its fact is not known. */
const laterFields = {
  parentHash: digest.optional().describe("The parent manifest's `hash`: what chains every release to the first."),
  repository: z
    .object({ host: z.enum(codeHostKinds), name: z.string(), branch: z.string() })
    .optional()
    .describe('Where the source came from.'),
  commits: z
    .object({ base: z.string().nullable(), head: z.string(), count: z.number(), complete: z.boolean() })
    .optional()
    .describe('Commits that are new since the parent; `complete` is false where the host did not give all.'),
  contract: digest.optional().describe('SHA-256 of the data contract.'),
  policy: digest.optional().describe('SHA-256 of the policy with its defaults, as canonical JSON.'),
  split: z
    .object({ method: z.string(), holdoutPercent: z.number() })
    .optional()
    .describe('How rows were kept from training. It hangs on the row alone: there is no seed.'),
  seeds: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('Hyperparameters that name a seed.'),
  python: z.string().optional().describe('Version of the interpreter that trained it, where no image says so.'),
  signalbox: z.string().optional().describe('Version of Signalbox that cut the release.'),
  comparison: z
    .object({ champion: z.string(), rows: z.number(), metrics })
    .optional()
    .describe('Metrics of the parent on the same holdout rows as `metrics`.'),
  overrides: z.array(overrideSchema).optional().describe('Checks that passed only because somebody let them.'),
  approval: approvalSchema.optional().describe('Who let it go, where a person was asked.'),
  attestations: z
    .object({ sbom: digest.optional(), provenance: digest.optional() })
    .optional()
    .describe("SHA-256 of the image's bill of materials and of its provenance."),
};

const bodySchema = z.object({
  schema: z.literal(1),
  name: z.string().describe('Pipeline.'),
  version: z.string().describe('Semantic version.'),
  /** The champion it was judged against; null for the first release. */
  parent: z.string().nullable().describe('The champion that it was judged against; null for the first release.'),
  bump: z.enum(['first', 'major', 'minor', 'patch']),
  reason: z.string().describe('Why the version was raised so far.'),
  createdAt: z.string().describe('ISO 8601, UTC.'),
  runId: z.string(),
  trigger: z.object({ kind: z.string(), detail: z.string() }),
  source: z
    .object({ digest, commit: z.string().nullable() })
    .describe('Digest names `sources/<digest>.zip`; the commit is null where none is known.'),
  image: imageSchema.describe('What serves it. `bundle`: no image was built, and the digest is that of the source.'),
  model: z.object({ digest }).describe('Names `models/<digest>/model.tar.gz`.'),
  servable: servableSchema,
  data: z
    .object({
      snapshot: z.string(),
      rows: z.number(),
      trainRows: z.number(),
      holdoutRows: z.number(),
      holdoutPercent: z.number(),
    })
    .describe('Snapshot names `snapshots/<hash>.json`, the exact object versions.'),
  /** SHA-256 of each pinned requirements file. */
  locks: z.record(z.string(), digest).describe('SHA-256 of each pinned requirements file.'),
  hyperparameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Digest of features, types and answers: a change is a break for callers. */
  interface: digest.describe('Digest of features, types and answers: a change is a break for callers.'),
  metrics: metrics.describe('On the holdout rows, computed by Signalbox.'),
  verdicts: z.array(verdictSchema),
  ...laterFields,
});
export type ManifestBody = z.output<typeof bodySchema>;

/** `releases/<version>/manifest.json`: written once, read for ever. `hash` is the SHA-256 of its body as canonical JSON. */
export const manifestSchema = bodySchema.extend({
  hash: z.string().describe('SHA-256 of all the other fields as canonical JSON (RFC 8785).'),
});
export type Manifest = z.output<typeof manifestSchema>;

export function sealManifest(body: ManifestBody): Manifest {
  return { ...body, hash: sha256(canonicalJson(body)) };
}

/** Whether the manifest is what was sealed. Ask it of what was stored: a field that a later version of ours added counts too. */
export function isIntact({ hash, ...body }: { hash?: unknown }): boolean {
  return sha256(canonicalJson(body)) === hash;
}

/** Digest of a policy, for telling two apart. */
export function policyDigest(policy: unknown): string {
  return sha256(canonicalJson(policy));
}

/** Hyperparameters whose name says that they are a seed: `seed`, `random_state`, `data-seed`. */
export function seedsAmong(hyperparameters: ManifestBody['hyperparameters']): NonNullable<ManifestBody['seeds']> {
  const named = Object.entries(hyperparameters).filter(([name]) =>
    /(^|[_.-])(seed|random_?state)s?($|[_.-])/i.test(name),
  );
  return Object.fromEntries(named);
}

/** JSON Schema of a stored manifest. Unknown fields are allowed: later versions add some, and their hash covers them. */
export function manifestJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(manifestSchema, { io: 'input' });
  return { ...schema, title: 'manifest.json', description: 'Manifest of one release of a model, by Signalbox.' };
}
