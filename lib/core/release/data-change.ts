import type { Snapshot } from '../run.ts';

type File = Snapshot['files'][number];

/** Files of one snapshot against those of another, by key; what only moved is the same file. */
export interface DataChange {
  added: string[];
  removed: string[];
  /** Same key, other content. */
  changed: string[];
  same: number;
}

export function compareSnapshots(before: File[], after: File[]): DataChange {
  const contents = new Set(before.map(contentOf));
  const kept = new Set(after.map(contentOf));
  const oldKeys = new Set(before.map(({ key }) => key));
  const newKeys = new Set(after.map(({ key }) => key));
  const fresh = after.filter((file) => !contents.has(contentOf(file))).map(({ key }) => key);
  const gone = before.filter((file) => !kept.has(contentOf(file))).map(({ key }) => key);
  return {
    added: fresh.filter((key) => !oldKeys.has(key)),
    removed: gone.filter((key) => !newKeys.has(key)),
    changed: fresh.filter((key) => oldKeys.has(key)),
    same: after.length - fresh.length,
  };
}

/** Of equal size and ETag: equal bytes, for ETags of S3 and of a folder alike. */
function contentOf({ etag, size }: File): string {
  return `${size} ${etag}`;
}

/** `2 files added, 1 removed`; `the same files` where nothing differs. */
export function dataChangeText({ added, removed, changed }: DataChange): string {
  const counts = { added, removed, changed };
  const parts = Object.entries(counts).flatMap(([word, keys]) => (keys.length > 0 ? [`${keys.length} ${word}`] : []));
  return parts.length === 0 ? 'the same files' : `files: ${parts.join(', ')}`;
}
