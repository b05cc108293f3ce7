import rcompare from 'semver/functions/rcompare.js';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';

/** Every version that was ever cut, newest first. */
export async function versionsIn(store: ObjectStore): Promise<string[]> {
  const versions: string[] = [];
  for await (const { key } of store.list(layout.releases)) {
    const version = /^releases\/([^/]+)\/manifest\.json$/.exec(key)?.[1];
    if (version !== undefined) versions.push(version);
  }
  return versions.sort(rcompare);
}
