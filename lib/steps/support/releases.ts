import { rcompare } from 'semver';
import type { Manifest } from '../../core/release/manifest.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readManifest } from './champion.ts';

/** Every release that was ever cut, newest version first. */
export async function releases(store: ObjectStore): Promise<Manifest[]> {
  const versions: string[] = [];
  for await (const { key } of store.list(layout.releases)) {
    const version = /^releases\/([^/]+)\/manifest\.json$/.exec(key)?.[1];
    if (version !== undefined) versions.push(version);
  }
  const found = await Promise.all(versions.map((version) => readManifest(store, version)));
  return found.sort((a, b) => rcompare(a.version, b.version));
}
