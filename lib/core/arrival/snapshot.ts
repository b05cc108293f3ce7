import { canonicalJson } from '../canonical-json.ts';
import type { Snapshot } from '../run.ts';
import { sha256 } from '../sha256.ts';
import type { Listed } from './listed.ts';

/** The snapshot of these object versions, in the order of the listing. The same versions always have the same hash. */
export function snapshotOf(objects: readonly Listed[], bucket: string): Snapshot {
  const files = objects.map(({ key, version, etag, size }) => ({ bucket, key, version, etag, size }));
  return { hash: sha256(canonicalJson({ files })), files };
}
