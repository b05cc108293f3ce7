import { z } from 'zod';
import { InternalError } from '../../core/errors.ts';
import { isIntact, type Manifest, manifestSchema } from '../../core/release/manifest.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readChannel } from '../records/channel.ts';
import { readJson } from '../records/json-object.ts';

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
  if (!parsed.success) addIssue(z.prettifyError(parsed.error));
  return { intact: isIntact(stored), manifest: parsed.data };
});

/** A release's manifest, checked against its own hash. */
export async function readManifest(store: ObjectStore, version: string): Promise<Manifest> {
  const key = layout.manifest(version);
  const stored = await readJson(store, key, asStored);
  if (!stored?.value.manifest) throw new InternalError('release-missing', `${key} is not in the store`);
  if (!stored.value.intact)
    throw new InternalError('release-altered', `${key} is not what was sealed: its hash does not fit`);
  return stored.value.manifest;
}
