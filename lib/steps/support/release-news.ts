import { type CommitRange, commitRangeSchema } from '../../core/code-change.ts';
import type { News } from '../../core/release/changelog.ts';
import { commitsSince } from '../../core/release/commit-changes.ts';
import { compareSnapshots, type DataChange } from '../../core/release/data-change.ts';
import type { ManifestBody } from '../../core/release/manifest.ts';
import { earlierAttempts } from '../../core/run.ts';
import { snapshotSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';

/**
 * The commits of a run's source, as they were when it was first asked for: a run that was woken is a later attempt of that. Null
 * for data drops and laptops, where nobody listed them.
 */
export async function readCommits(store: ObjectStore, runId: string): Promise<CommitRange | null> {
  for (const attempt of [runId, ...earlierAttempts(runId)]) {
    const found = await readJson(store, layout.commits(attempt), commitRangeSchema);
    if (found) return found.value;
  }
  return null;
}

/** What is new in a release against its parent: for its changelog, and for a code host's release notes. */
export async function newsOf(
  release: Pick<ManifestBody, 'runId' | 'data' | 'source'>,
  parent: Pick<ManifestBody, 'data' | 'source'> | null,
  store: ObjectStore,
): Promise<News> {
  const sameCode = release.source.digest === parent?.source.digest;
  // A data drop may come with commits that touch nothing of the workload: they are no news of the model.
  const range = sameCode ? null : await readCommits(store, release.runId);
  const data = parent && (await dataChange(parent.data.snapshot, release.data.snapshot, store));
  return { ...commitsSince(range, parent?.source.commit ?? null), data };
}

/** Null where one of the snapshots is not in the store. */
export async function dataChange(before: string, after: string, store: ObjectStore): Promise<DataChange | null> {
  const [old, now] = await Promise.all(
    [before, after].map((hash) => readJson(store, layout.snapshot(hash), snapshotSchema)),
  );
  return old && now ? compareSnapshots(old.value.files, now.value.files) : null;
}
