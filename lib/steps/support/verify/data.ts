import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../../core/canonical-json.ts';
import type { Snapshot } from '../../../core/run.ts';
import { sha256 } from '../../../core/sha256.ts';
import type { ListedObject, ObjectStore } from '../../../ports.ts';
import { readSnapshot } from '../run-records.ts';
import { held, orFailed, sameDigest, type Verified, type Verifier } from './verified.ts';

/** The snapshot is what its name says, and every object version that it names is still there. */
export const verifyData: Verifier = async ({ data }, { store, data: dataStore, workDir }) => {
  const { hash, files } = await readSnapshot(store, data.snapshot);
  const lines = [
    sameDigest('snapshot', data.snapshot.slice(0, 12), data.snapshot, sha256(canonicalJson({ files }))),
    held('snapshot', 'its own hash', hash === data.snapshot, { pass: hash, fail: `it calls itself ${hash}` }),
  ];
  for (const file of files)
    lines.push(...(await orFailed('data', file.key, async () => [await verifyFile(file, dataStore, workDir)])));
  return lines;
};

async function verifyFile(file: Snapshot['files'][number], data: ObjectStore, workDir: string): Promise<Verified> {
  const newest = await newestOf(file.key, data);
  if (newest?.version === file.version) {
    const same = newest.etag === file.etag && newest.size === file.size;
    return held('data', file.key, same, {
      pass: `version ${file.version}, ${file.size} bytes`,
      fail: `version ${file.version} has ${newest.size} bytes and the ETag ${newest.etag}; the snapshot names ${file.size} and ${file.etag}`,
    });
  }
  // It was overwritten or deleted since: only its own version can tell.
  const copy = join(workDir, 'verified-object');
  await data.download(file.key, copy, file.version);
  const { size } = await stat(copy);
  await rm(copy);
  return held('data', file.key, size === file.size, {
    pass: `version ${file.version}, ${size} bytes; there is a newer one`,
    fail: `version ${file.version} has ${size} bytes; the snapshot names ${file.size}`,
  });
}

async function newestOf(key: string, data: ObjectStore): Promise<ListedObject | undefined> {
  // In order of keys, so the object itself comes before all that only begin like it.
  for await (const object of data.list(key)) return object.key === key ? object : undefined;
  return undefined;
}
