import * as z from 'zod';
import type { Admission } from '../../core/admission.ts';
import { InternalError } from '../../core/errors.ts';
import { type GateName, gateNames } from '../../core/gate.ts';
import { overriddenChecks } from '../../core/override.ts';
import type { ManifestBody } from '../../core/release/manifest.ts';
import type { RunRequest } from '../../core/run.ts';
import { gateSchema, interpreterSchema } from '../../core/run-schemas.ts';
import { scoredSchema } from '../../core/scored.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { imageOf } from './candidate.ts';

export type Proof = Pick<
  ManifestBody,
  | 'image'
  | 'model'
  | 'servable'
  | 'data'
  | 'metrics'
  | 'comparison'
  | 'verdicts'
  | 'overrides'
  | 'approval'
  | 'python'
  | 'attestations'
>;

const metricsSchema = z.record(z.string(), z.number());
const dataFacts = z.object({ rows: z.number(), trainRows: z.number(), holdoutRows: z.number() });
const modelFacts = z.object({
  candidate: metricsSchema,
  champion: metricsSchema.nullish(),
  rows: z.number().optional(),
});

/** What the gates proved, and of what. InternalError `not-proven` where data or model did not pass. */
export async function proofOf({ runId, snapshot }: RunRequest, { policy }: Admission, ports: Ports): Promise<Proof> {
  const { store } = ports;
  const scored = (await readJson(store, layout.predictions(runId), scoredSchema))?.value;
  const gates = await decidedGates(store, runId);
  const passed = (name: GateName) => gates.find(({ gate }) => gate.gate === name && gate.verdict === 'pass')?.gate;
  const [data, model] = [passed('data'), passed('model')];
  if (!scored || !data || !model) {
    throw new InternalError(
      'not-proven',
      `run ${runId} did not pass its data and model gates, so it cannot become a release`,
    );
  }
  const { rows, trainRows, holdoutRows } = dataFacts.parse(data.facts);
  const image = await imageOf(runId, ports);
  const facts = modelFacts.parse(model.facts);
  const overrides = overriddenChecks(gates.map(({ gate }) => gate)).map(
    ({ gate, check, subject, overridden }) => overridden && { gate, check, subject, ...overridden },
  );
  return {
    image,
    model: { digest: scored.candidate.modelDigest },
    servable: scored.candidate,
    data: { snapshot, rows, trainRows, holdoutRows, holdoutPercent: policy.data.holdoutPercent },
    metrics: facts.candidate,
    ...comparisonOf(scored.champion, facts, holdoutRows),
    verdicts: gates.map(({ gate: { gate, verdict, sentence }, record }) => ({ gate, verdict, sentence, record })),
    overrides: overrides.filter((one) => one !== undefined),
    ...(await approvalOf(store, runId)),
    ...(await interpreterOf(store, runId)),
    ...(await attestationsOf(store, image.digest)),
  };
}

/** Every gate that was decided so far, with the hash of its record; the rollout's comes after the manifest. */
async function decidedGates(store: ObjectStore, runId: string) {
  const names = gateNames.filter((gate) => gate !== 'rollout');
  const found = await Promise.all(
    names.map(async (name) => {
      const key = layout.gate(runId, name);
      const [stored, parsed] = [await store.get(key), await readJson(store, key, gateSchema)];
      return stored && parsed ? [{ gate: parsed.value, record: sha256(stored.bytes) }] : [];
    }),
  );
  return found.flat();
}

function comparisonOf(
  champion: string | null,
  { champion: metrics, rows }: z.output<typeof modelFacts>,
  holdoutRows: number,
): Pick<ManifestBody, 'comparison'> {
  return champion === null || !metrics ? {} : { comparison: { champion, metrics, rows: rows ?? holdoutRows } };
}

/** Read leniently: whatever way an answer came in, a person's yes is told as far as it is known. */
const approvalSchema = z.object({
  answer: z.object({
    approve: z.boolean(),
    reason: z.string().default(''),
    by: z.string().nullable().default(null),
    at: z.string().nullable().default(null),
  }),
});

async function approvalOf(store: ObjectStore, runId: string): Promise<Pick<ManifestBody, 'approval'>> {
  const found = await readJson(store, layout.approval(runId), z.unknown());
  const read = approvalSchema.safeParse(found?.value);
  return read.success && read.data.answer.approve ? { approval: read.data.answer } : {};
}

async function interpreterOf(store: ObjectStore, runId: string): Promise<Pick<ManifestBody, 'python'>> {
  return (await readJson(store, layout.interpreter(runId), interpreterSchema))?.value ?? {};
}

async function attestationsOf(store: ObjectStore, imageDigest: string): Promise<Pick<ManifestBody, 'attestations'>> {
  const hex = imageDigest.replace(/^sha256:/, '');
  const sbom = await store.get(layout.imageSbom(hex));
  const provenance = await store.get(layout.imageProvenance(hex));
  if (!sbom && !provenance) return {};
  return {
    attestations: {
      ...(sbom && { sbom: sha256(sbom.bytes) }),
      ...(provenance && { provenance: sha256(provenance.bytes) }),
    },
  };
}
