import { type Profile, profileSchema } from '../../core/profile/profile.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { releases } from './releases.ts';

/** Profiles that are read side by side. */
const atOnce = 20;

/** Profiles of the newest different data sets that releases were trained on, oldest first; of the given one there is none. */
export async function pastProfiles(store: ObjectStore, last: number, current: string): Promise<Profile[]> {
  const snapshots = new Set((await releases(store)).map(({ data }) => data.snapshot));
  snapshots.delete(current);
  const left = [...snapshots];
  const found: Profile[] = [];
  while (left.length > 0 && found.length < last) {
    const next = left.splice(0, Math.min(atOnce, last - found.length));
    const stored = await Promise.all(next.map((snapshot) => readJson(store, layout.profile(snapshot), profileSchema)));
    found.push(...stored.flatMap((one) => one?.value ?? []));
  }
  return found.reverse();
}
