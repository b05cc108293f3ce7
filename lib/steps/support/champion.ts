import valid from 'semver/functions/valid.js';
import * as z from 'zod';
import { InternalError, UsageError } from '../../core/errors.ts';
import { isIntact, type Manifest, manifestSchema } from '../../core/release/manifest.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readChannel } from '../records/channel.ts';
import { readJson } from '../records/json-object.ts';
import { versionsIn } from './versions.ts';

/** The one channel of this version; more come with environments. */
export const production = 'production';

/** What serves in production by the record, with its manifest; undefined before the first release. */
export async function readChampion(store: ObjectStore): Promise<{ version: string; manifest: Manifest } | undefined> {
  const version = (await readChannel(store, production))?.current ?? null;
  return version === null ? undefined : { version, manifest: await readManifest(store, version) };
}

/** As it was stored: its hash covers fields too that only a later version of ours knows. */
const asStored = z.looseObject({}).transform((stored, { addIssue }) => {
  const parsed = manifestSchema.safeParse(stored);
  if (parsed.success) return { intact: isIntact(stored), manifest: parsed.data };
  addIssue(z.prettifyError(parsed.error));
  return z.NEVER;
});

/** A release's manifest and whether it is what was sealed; undefined where there is none. */
export async function storedManifest(
  store: ObjectStore,
  version: string,
): Promise<{ manifest: Manifest; intact: boolean } | undefined> {
  return (await readJson(store, layout.manifest(version), asStored))?.value;
}

/** A release's manifest, checked against its own hash. */
export async function readManifest(store: ObjectStore, version: string): Promise<Manifest> {
  const key = layout.manifest(version);
  const stored = await storedManifest(store, version);
  if (!stored) throw new InternalError('release-missing', `${key} is not in the store`);
  if (!stored.intact)
    throw new InternalError('release-altered', `${key} is not what was sealed: its hash does not fit`);
  return stored.manifest;
}

/** The release that a person named. @throws UsageError `version-unknown` that lists those there are */
export async function namedRelease(
  store: ObjectStore,
  version: string,
): Promise<{ manifest: Manifest; intact: boolean }> {
  const stored = valid(version) === version ? await storedManifest(store, version) : undefined;
  if (stored) return stored;
  const known = await versionsIn(store);
  const which = known.length === 0 ? 'nothing was released yet' : `these exist: ${known.join(', ')}`;
  throw new UsageError('version-unknown', `there is no release ${JSON.stringify(version)}; ${which}`);
}
