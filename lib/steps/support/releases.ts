import type { Manifest } from '../../core/release/manifest.ts';
import type { ObjectStore } from '../../ports.ts';
import { readManifest } from './champion.ts';
import { versionsIn } from './versions.ts';

/** Every release that was ever cut, newest version first. */
export async function releases(store: ObjectStore): Promise<Manifest[]> {
  return Promise.all((await versionsIn(store)).map((version) => readManifest(store, version)));
}
