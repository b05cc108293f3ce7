import { changelogSection } from '../core/release/changelog-section.ts';
import type { Manifest } from '../core/release/manifest.ts';
import { type Signature, signatureSchema } from '../core/release/signature.ts';
import { type ReleaseOutcome, releaseOutcomeSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { namedRelease, readChampion } from './support/champion.ts';

/** Everything that is on record of one release. */
export interface ReleaseDetail {
  manifest: Manifest;
  /** Whether the manifest is what was sealed. */
  intact: boolean;
  serving: boolean;
  signature: Signature | null;
  /** Null while its run has not ended. */
  outcome: ReleaseOutcome | null;
  /** Its section of the changelog, Markdown; empty where its run ended before it was written. */
  notes: string;
}

/** @throws UsageError `version-unknown` */
export async function releaseDetail(version: string, store: ObjectStore): Promise<ReleaseDetail> {
  const named = await namedRelease(store, version);
  const [signature, outcome, changelog, champion] = await Promise.all([
    readJson(store, layout.releaseSignature(version), signatureSchema),
    readJson(store, layout.releaseOutcome(version), releaseOutcomeSchema),
    store.get(layout.changelog(version)),
    readChampion(store),
  ]);
  return {
    ...named,
    serving: champion?.version === version,
    signature: signature?.value ?? null,
    outcome: outcome?.value ?? null,
    notes: changelogSection(new TextDecoder().decode(changelog?.bytes), version) ?? '',
  };
}
