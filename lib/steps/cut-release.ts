import type { Admission } from '../core/admission.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { ConflictError } from '../core/errors.ts';
import { changelog, type Parent } from '../core/release/changelog.ts';
import { commitsSince } from '../core/release/commit-changes.ts';
import { type Manifest, type ManifestBody, policyDigest, sealManifest, seedsAmong } from '../core/release/manifest.ts';
import type { RunRequest } from '../core/run.ts';
import { sha256 } from '../core/sha256.ts';
import type { CutReleaseOutput, StepContext } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import { signalboxVersion } from '../core/version.ts';
import type { ObjectStore, Ports } from '../ports.ts';
import { readManifest } from './support/champion.ts';
import { nextVersionOf } from './support/next-version.ts';
import { proofOf } from './support/proof.ts';
import { newsOf, readCommits } from './support/release-news.ts';
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
    await sign(manifest, ports);
    await writeChangelog(manifest, ports);
    return { version: manifest.version, champion: manifest.parent };
  }
  throw new ConflictError('version-taken', `other runs took ${attempts} versions from run ${runId}`);
}

async function compose(runId: string, taken: string[], ports: Ports): Promise<Manifest> {
  const request = await readRequest(ports.store, runId);
  const admission = await readAdmission(ports.store, runId);
  const { next, interface: digest, champion } = await nextVersionOf(runId, taken, ports);
  const parent = champion?.manifest ?? null;
  const commits = await readCommits(ports.store, runId);
  return sealManifest({
    schema: 1,
    name: admission.policy.name,
    ...next,
    parent: parent?.version ?? null,
    ...(parent && { parentHash: parent.hash }),
    createdAt: ports.clock.now().toISOString(),
    runId,
    trigger: request.trigger,
    source: request.source,
    ...originOf(request),
    ...(commits && { commits: rangeOf(commits, parent) }),
    interface: digest,
    ...pinsOf(admission),
    signalbox: signalboxVersion,
    ...(await proofOf(request, admission, ports)),
  });
}

function originOf({ change }: RunRequest): Pick<ManifestBody, 'repository'> {
  if (!change) return {};
  return { repository: { host: change.host, name: change.repository, branch: change.branch } };
}

function rangeOf(
  range: NonNullable<Awaited<ReturnType<typeof readCommits>>>,
  parent: Manifest | null,
): ManifestBody['commits'] {
  const { commits, complete } = commitsSince(range, parent?.source.commit ?? null);
  return { base: range.base, head: range.head, count: commits.length, complete };
}

/** What training is given beside code and data. */
function pinsOf({ policy, contract, locks }: Admission) {
  const { hyperparameters } = policy.training;
  return {
    contract: sha256(contract.text),
    policy: policyDigest(policy),
    locks,
    hyperparameters,
    seeds: seedsAmong(hyperparameters),
    split: { method: 'md5-of-row', holdoutPercent: policy.data.holdoutPercent },
  };
}

/** Beside the manifest, where a key is configured: written once, however often it is signed. */
async function sign({ version, hash }: Manifest, { store, signer }: Ports): Promise<void> {
  const key = layout.releaseSignature(version);
  if (!signer || (await store.get(key))) return;
  await store.put(key, canonicalJson(await signer.sign(hash)), { absent: true });
}

async function writeChangelog(manifest: Manifest, { store }: Ports): Promise<void> {
  const parent = manifest.parent === null ? null : await parentOf(manifest.parent, store);
  const text = changelog(manifest, parent, await newsOf(manifest, parent?.manifest ?? null, store));
  await store.put(layout.changelog(manifest.version), text, { absent: true });
}

/** Its changelog is missing where the run that cut it ended between manifest and changelog. */
async function parentOf(version: string, store: ObjectStore): Promise<Parent> {
  const written = await store.get(layout.changelog(version));
  return { text: new TextDecoder().decode(written?.bytes), manifest: await readManifest(store, version) };
}
