import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Keys, maxKeys, type ShardRecord } from '../../core/profile/profile.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';

/** How many rows of all shards repeat a key, by the index of each check whose keys are too many to be carried. */
export async function repeatedKeysOf(
  runId: string,
  records: ShardRecord[],
  ports: Pick<Ports, 'store' | 'workDir'>,
): Promise<Map<number, number>> {
  const profiles = records.flatMap((record) => (record.status === 'profiled' ? [record.profile] : []));
  const found = new Map<number, number>();
  if (profiles.length < Math.max(2, records.length)) return found;
  for (const check of profiles[0]?.checks.keys() ?? []) {
    const keys = profiles.flatMap(({ checks }) => checks[check]?.keys ?? []);
    const known = keys.length === profiles.length && keys.every(({ hashes, stored }) => hashes !== null || stored);
    const carried = keys.reduce((sum, { hashes }) => sum + (hashes?.length ?? Number.POSITIVE_INFINITY), 0);
    if (known && carried > maxKeys) found.set(check, await count(runId, check, keys, ports));
  }
  return found;
}

async function count(
  runId: string,
  check: number,
  keys: Keys[],
  { store, workDir }: Pick<Ports, 'store' | 'workDir'>,
): Promise<number> {
  const files: string[] = [];
  try {
    for (const [index, { hashes }] of keys.entries()) {
      if (hashes) continue;
      const file = join(workDir, `keys-${check}-${index}.parquet`);
      files.push(file);
      await store.download(layout.keysOfShard(runId, index, check), file);
    }
    // Few drops are so large: the others start without the engine.
    const { countStoredKeys } = await import('../../engine/count-stored-keys.ts');
    return await countStoredKeys(files, keys, workDir);
  } finally {
    for (const file of files) await rm(file, { force: true });
  }
}
