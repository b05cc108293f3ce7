import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InternalError } from '../core/errors.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore, Ports } from '../ports.ts';

/**
 * Brings the workload that was deployed with the app into the store, under the digest that names it; once, however often.
 * @throws InternalError `source-altered` when what was deployed does not have that digest
 */
export async function bringWorkload(
  digest: string,
  uploaded: { store: ObjectStore; key: string },
  { store, workDir }: Pick<Ports, 'store' | 'workDir'>,
): Promise<void> {
  const key = layout.source(digest);
  for await (const known of store.list(key)) {
    if (known.key === key) return;
  }
  const file = join(workDir, 'workload.zip');
  await uploaded.store.download(uploaded.key, file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const got = hash.digest('hex');
  if (got !== digest)
    throw new InternalError(
      'source-altered',
      `The deployed workload ${uploaded.key} has digest ${got}, not ${digest}.`,
    );
  await store.put(key, { file }, { absent: true });
}
