import { diffReleases as compare, type ReleaseDiff } from '../core/release/diff.ts';
import type { Ports } from '../ports.ts';
import { namedRelease } from './support/champion.ts';
import { dataChange } from './support/release-news.ts';

/** What differs between two releases. @throws UsageError `version-unknown` */
export async function diffReleases(a: string, b: string, { store }: Pick<Ports, 'store'>): Promise<ReleaseDiff> {
  const [{ manifest: before }, { manifest: after }] = [await namedRelease(store, a), await namedRelease(store, b)];
  return compare(before, after, await dataChange(before.data.snapshot, after.data.snapshot, store));
}
