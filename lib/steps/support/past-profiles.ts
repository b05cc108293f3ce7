import { type Profile, profileSchema } from '../../core/profile/profile.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { releases } from './releases.ts';

/** Profiles of the newest different data sets that releases were trained on, oldest first; of the given one there is none. */
export async function pastProfiles(store: ObjectStore, last: number, current: string): Promise<Profile[]> {
  const snapshots = new Set((await releases(store)).map(({ data }) => data.snapshot));
  snapshots.delete(current);
  const found: Profile[] = [];
  for (const snapshot of snapshots) {
    if (found.length === last) break;
    const stored = await readJson(store, layout.profile(snapshot), profileSchema);
    if (stored) found.push(stored.value);
  }
  return found.reverse();
}
