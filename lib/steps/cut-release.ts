import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.ts';
import { ConflictError, InternalError } from '../core/errors.ts';
import { changelog } from '../core/release/changelog.ts';
import { type Manifest, type ManifestBody, sealManifest } from '../core/release/manifest.ts';
import type { RunRequest } from '../core/run.ts';
import { type Admission, gateSchema } from '../core/run-schemas.ts';
import { scoredSchema } from '../core/scored.ts';
import type { CutReleaseOutput, StepContext } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore, Ports } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { imageOf } from './support/candidate.ts';
import { readManifest } from './support/champion.ts';
import { nextVersionOf } from './support/next-version.ts';
import { releases } from './support/releases.ts';
import { readAdmission, readRequest } from './support/run-records.ts';

/** Rivals for the same number are other runs of the pipeline, of which the lease lets one through. */
const attempts = 3;

/**
 * Gives a candidate that passed its gates a version, a manifest with every digest and verdict, and a changelog.
 * After a put that did not win it reads and compares: a repeated call finds its own release, whatever answers got lost.
 */
export async function cutRelease({ runId }: StepContext, ports: Ports): Promise<CutReleaseOutput> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const existing = await releases(ports.store);
    const taken = existing.map((release) => release.version);
    const mine = existing.find((release) => release.runId === runId);
    const manifest = mine ?? (await compose(runId, taken, ports));
    const key = layout.manifest(manifest.version);
    if (!mine && !(await ports.store.put(key, canonicalJson(manifest), { absent: true })).won) continue;
    await writeChangelog(manifest, ports);
    return { version: manifest.version, champion: manifest.parent };
  }
  throw new ConflictError('version-taken', `other runs took ${attempts} versions from run ${runId}`);
}

async function compose(runId: string, taken: string[], ports: Ports): Promise<Manifest> {
  const request = await readRequest(ports.store, runId);
  const admission = await readAdmission(ports.store, runId);
  const { policy } = admission;
  const { next, interface: digest, champion } = await nextVersionOf(runId, taken, ports);
  return sealManifest({
    schema: 1,
    name: policy.name,
    ...next,
    parent: champion?.version ?? null,
    createdAt: ports.clock.now().toISOString(),
    runId,
    trigger: request.trigger,
    source: request.source,
    interface: digest,
    locks: admission.locks,
    hyperparameters: policy.training.hyperparameters,
    ...(await proven(request, admission, ports)),
  });
}

type Proven = Pick<ManifestBody, 'image' | 'model' | 'servable' | 'data' | 'metrics' | 'verdicts'>;

const dataFacts = z.object({ rows: z.number(), trainRows: z.number(), holdoutRows: z.number() });

/** What the gates proved, and of what. */
async function proven({ runId, snapshot }: RunRequest, { policy }: Admission, ports: Ports): Promise<Proven> {
  const scored = (await readJson(ports.store, layout.predictions(runId), scoredSchema))?.value;
  const data = (await readJson(ports.store, layout.gate(runId, 'data'), gateSchema))?.value;
  const model = (await readJson(ports.store, layout.gate(runId, 'model'), gateSchema))?.value;
  if (!scored || data?.verdict !== 'pass' || model?.verdict !== 'pass') {
    throw new InternalError(
      'not-proven',
      `run ${runId} did not pass its data and model gates, so it cannot become a release`,
    );
  }
  const { rows, trainRows, holdoutRows } = dataFacts.parse(data.facts);
  return {
    image: await imageOf(runId, ports),
    model: { digest: scored.candidate.modelDigest },
    servable: scored.candidate,
    data: { snapshot, rows, trainRows, holdoutRows, holdoutPercent: policy.data.holdoutPercent },
    metrics: z.record(z.string(), z.number()).parse(model.facts?.candidate),
    verdicts: [data, model].map(({ gate, verdict, sentence }) => ({ gate, verdict, sentence })),
  };
}

async function writeChangelog(manifest: Manifest, { store }: Ports): Promise<void> {
  const before = manifest.parent === null ? null : await changelogOf(manifest.parent, store);
  await store.put(layout.changelog(manifest.version), changelog(manifest, before), { absent: true });
}

/** Null where the run that cut it ended between manifest and changelog. */
async function changelogOf(version: string, store: ObjectStore) {
  const written = await store.get(layout.changelog(version));
  if (!written) return null;
  const { metrics } = await readManifest(store, version);
  return { text: new TextDecoder().decode(written.bytes), metrics };
}
