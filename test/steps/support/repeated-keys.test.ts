import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import type { ShardRecord } from '../../../lib/core/profile/profile.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { keysFileOf } from '../../../lib/engine/profile-shard.ts';
import { repeatedKeysOf } from '../../../lib/steps/support/repeated-keys.ts';
import { contractOf, parquetOf, profileOf, temporaryFolder } from '../../engine/tables.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const folder = temporaryFolder();
const contract = contractOf([{ name: 'k', logicalType: 'integer', unique: true }]);
const unique = contract.checks.findIndex(({ kind }) => kind === 'unique');

/** One shard of these keys, as a run leaves it. */
async function shard(store: MemoryStore, index: number, from: number, to: number): Promise<ShardRecord> {
  const bytes = await parquetOf(folder, `SELECT range AS k FROM range(${from}, ${to})`);
  const profile = await profileOf(folder, contract, bytes, { keepKeys: true, keysFolder: folder }, 'x.parquet');
  if (profile.checks[unique]?.keys?.stored)
    await store.put(layout.keysOfShard('r', index, unique), readFileSync(keysFileOf(folder, unique)));
  return { status: 'profiled', file: `${index}.parquet`, profile };
}

test('more keys than are carried are counted over all shards, and what two shards share is found', async () => {
  const store = new MemoryStore();
  const records = [await shard(store, 0, 0, 1_100_000), await shard(store, 1, 1_099_990, 1_200_000)];
  expect(records.map((record) => record.status === 'profiled' && record.profile.checks[unique]?.keys?.stored)).toEqual([
    true,
    undefined,
  ]);
  const decidedAt = '2026-01-01T00:00:00.000Z';
  const verdictOf = (repeatedKeys?: Map<number, number>) =>
    dataGate(contract, records, { decidedAt, ...(repeatedKeys ? { repeatedKeys } : {}) }).gate.checks.find(
      ({ check }) => check === 'unique',
    );
  expect(verdictOf()).toMatchObject({ verdict: 'inconclusive' });
  const repeated = await repeatedKeysOf('r', records, { store, workDir: join(folder) });
  expect([...repeated]).toEqual([[unique, 10]]);
  expect(verdictOf(repeated)).toMatchObject({ verdict: 'fail', failing: { count: 10, total: 1_200_010 } });
});

test('keys that are carried are not counted again', async () => {
  const store = new MemoryStore();
  const records = [await shard(store, 0, 0, 10), await shard(store, 1, 5, 20)];
  expect(await repeatedKeysOf('r', records, { store, workDir: folder })).toEqual(new Map());
  expect(
    dataGate(contract, records, { decidedAt: '' }).gate.checks.find(({ check }) => check === 'unique')?.failing?.count,
  ).toBe(5);
});
