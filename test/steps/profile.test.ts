import { layout } from '../../lib/core/store-layout.ts';
import { admitted, irisCsv } from './data-gate-run.ts';

test('a shard is profiled from its exact version, and its split is in the store', async () => {
  const run = await admitted([irisCsv]);
  expect(await run.profile(0)).toEqual({ index: 0, status: 'profiled', rows: 150 });
  const record = await run.json(layout.shardProfile('data-1', 0));
  expect(record).toMatchObject({ status: 'profiled', file: 'incoming/iris/0.csv', profile: { rows: 150 } });
  const parts = await Promise.all(
    (['train', 'holdout'] as const).map(async (part) => {
      const stored = await run.store.get(layout.splitShard('data-1', part, 0));
      return new TextDecoder().decode(stored?.bytes).trimEnd().split('\n');
    }),
  );
  expect(parts.map(([header]) => header)).toEqual([irisCsv.split('\n')[0], irisCsv.split('\n')[0]]);
  expect(parts.flatMap(([, ...rows]) => rows).sort()).toEqual(irisCsv.trimEnd().split('\n').slice(1).sort());
});

test('running it again writes the same bytes', async () => {
  const run = await admitted([irisCsv]);
  const keys = [
    layout.shardProfile('data-1', 0),
    layout.splitShard('data-1', 'train', 0),
    layout.splitShard('data-1', 'holdout', 0),
  ];
  const etags = () => Promise.all(keys.map(async (key) => (await run.store.get(key))?.etag));
  await run.profile(0);
  const first = await etags();
  await run.profile(0);
  expect(await etags()).toEqual(first);
});

test('a file that cannot be read is an answer with a code, not an exception, and leaves no split', async () => {
  const run = await admitted(['flower_id;species\n1;setosa\n']);
  expect(await run.profile(0)).toEqual({ index: 0, status: 'unreadable', rows: 0 });
  expect(await run.json(layout.shardProfile('data-1', 0))).toMatchObject({
    status: 'unreadable',
    error: { code: 'columns-absent', sentence: expect.stringContaining('incoming/iris/0.csv: the contract names') },
  });
  expect(await run.store.get(layout.splitShard('data-1', 'train', 0))).toBeUndefined();
});

test('a version that is gone is an answer too', async () => {
  const run = await admitted([irisCsv]);
  run.ports.data.download = async (key, path, version) => {
    const { MemoryStore } = await import('../support/memory-store.ts');
    return new MemoryStore().download(key, path, version);
  };
  expect(await run.profile(0)).toMatchObject({ status: 'unreadable' });
  expect(await run.json(layout.shardProfile('data-1', 0))).toMatchObject({ error: { code: 'object-gone' } });
});
