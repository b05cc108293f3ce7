import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataPart } from '../../../lib/core/data-parts.ts';
import { mergeProfiles } from '../../../lib/core/profile/merge.ts';
import { profileShard } from '../../../lib/engine/profile-shard.ts';
import { fetchShard } from '../../../lib/steps/support/fetch-shard.ts';
import { contractOf, parquetOf, temporaryFolder } from '../../engine/tables.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const folder = temporaryFolder();
const contract = contractOf([{ name: 'n', logicalType: 'integer', unique: true }]);

async function stored(key: string, bytes: Uint8Array) {
  const store = new MemoryStore();
  await store.put(key, bytes);
  for await (const { version, size } of store.list('')) return { store, shard: { key, version, size } };
  throw new Error('nothing was stored');
}

/** Fetches and reads each part on its own, into a new file. */
async function readInParts(key: string, bytes: Uint8Array, of: number) {
  const { store, shard } = await stored(key, bytes);
  const asked: number[] = [];
  const download = store.download.bind(store);
  store.download = (name, path, version, range) => {
    asked.push(range ? range.end - range.start : shard.size);
    return download(name, path, version, range);
  };
  const profiles = [];
  for (let at = 0; at < of; at++) {
    const part: DataPart = { at, of };
    const path = join(folder, `${key}-${at}`);
    await fetchShard({ ...shard, part }, store, path, folder);
    expect(statSync(path).size).toBe(shard.size);
    const files = [{ path, name: key, part }];
    profiles.push(
      await profileShard({ files, contract, format: {}, holdoutPercent: 0, workDir: folder, keepKeys: true }),
    );
  }
  return { profile: mergeProfiles(profiles), asked, size: shard.size };
}

test('of Parquet, a part brings its row groups and the footer, and all parts together are the file', async () => {
  const sql = `SELECT CAST(hash(i) >> 2 AS BIGINT) AS n FROM range(200000) t(i)`;
  const { profile, asked, size } = await readInParts(
    'a.parquet',
    await parquetOf(folder, sql, ', ROW_GROUP_SIZE 20480'),
    4,
  );
  expect(profile.rows).toBe(200_000);
  expect(profile.checks.find(({ keys }) => keys)).toMatchObject({ failing: 0 });
  // Half a megabyte of 1.6 each: the first bytes are asked for as text is, before they tell that it is none.
  const rowGroups = asked.filter((bytes) => bytes !== Math.min(size, 1 << 20) && bytes !== 64 << 10);
  expect(Math.max(...rowGroups)).toBeLessThan(size * 0.4);
});

test('of CSV, a part brings its lines, the header and the rest of its last line', async () => {
  const lines = Array.from({ length: 400_000 }, (_, i) => String(i * 1_000_003));
  const { profile, asked, size } = await readInParts('a.csv', Buffer.from(`n\n${lines.join('\n')}\n`), 3);
  expect(profile).toMatchObject({ rows: 400_000, columns: [{ min: 0, max: 399_999 * 1_000_003, invalid: 0 }] });
  expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(size + 6 * (1 << 20) + 3);
});

test('a whole file comes whole, and one that does not fit the disk is refused by name', async () => {
  const bytes = Buffer.from('n\n1\n');
  const { store, shard } = await stored('a.csv.gz', bytes);
  await fetchShard(shard, store, join(folder, 'whole'), folder);
  expect(readFileSync(join(folder, 'whole')).equals(bytes)).toBe(true);
  const huge = fetchShard({ ...shard, size: 2 ** 55 }, store, join(folder, 'huge'), folder);
  await expect(huge).rejects.toMatchObject({
    code: 'data-too-large',
    message: expect.stringMatching(/^a\.csv\.gz: has/),
  });
});
