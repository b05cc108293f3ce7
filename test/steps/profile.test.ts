import { layout } from '../../lib/core/store-layout.ts';
import { profile } from '../../lib/steps/profile.ts';
import { MemoryStore } from '../support/memory-store.ts';
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
  const again = await admitted([irisCsv]);
  const etagsOf = ({ store }: typeof run) => Promise.all(keys.map(async (key) => (await store.get(key))?.etag));
  await run.profile(0);
  await again.profile(0);
  expect(await etagsOf(again)).toEqual(await etagsOf(run));
});

test('a shard that is done is not made again; one that ended before its record was written is', async () => {
  const run = await admitted([irisCsv]);
  const put = run.store.put.bind(run.store);
  run.store.put = async (key, ...rest) => {
    if (key === layout.shardProfile('data-1', 0)) throw new Error('the process ended');
    return put(key, ...rest);
  };
  await expect(run.profile(0)).rejects.toThrow('the process ended');
  run.store.put = put;
  let downloads = 0;
  const download = run.ports.data.download.bind(run.ports.data);
  run.ports.data.download = (...asked) => {
    downloads += 1;
    return download(...asked);
  };
  expect(await run.profile(0)).toMatchObject({ status: 'profiled', rows: 150 });
  expect(await run.profile(0)).toEqual({ index: 0, status: 'profiled', rows: 150 });
  expect(downloads).toBe(1);
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
  run.ports.data.download = async (key, path, version, range) => {
    const { MemoryStore } = await import('../support/memory-store.ts');
    return new MemoryStore().download(key, path, version, range);
  };
  expect(await run.profile(0)).toMatchObject({ status: 'unreadable' });
  expect(await run.json(layout.shardProfile('data-1', 0))).toMatchObject({ error: { code: 'object-gone' } });
});

/** The run of a pull request, on a sample in the store; `percent` of its rows. */
async function sampled(percent: number) {
  const run = await admitted([irisCsv]);
  const runOf = async (key: string) => (await run.json(key)) as Record<string, Record<string, unknown>>;
  const change = async (key: string, part: object) =>
    run.store.put(key, JSON.stringify({ ...(await runOf(key)), ...part }));
  const { policy } = await runOf(layout.admission('data-1'));
  await change(layout.admission('data-1'), { policy: { ...policy, pullRequest: { samplePercent: percent } } });
  await change(layout.request('data-1'), { machine: 'pull_request' });
  await run.store.put('samples/digest/iris.csv', irisCsv);
  const objects = [];
  for await (const object of run.store.list('samples/')) objects.push(object);
  const shard = {
    index: 0,
    bucket: 'the-store',
    key: 'samples/digest/iris.csv',
    version: objects[0]?.version ?? '',
    size: 1,
  };
  await profile({ ...run.input, shard }, { ...run.ports, data: new MemoryStore() });
  return (await runOf(layout.shardProfile('data-1', 0))).profile ?? {};
}

test('a sample of a pull request is read from the store', async () => {
  expect(await sampled(100)).toMatchObject({ rows: 150 });
});

test('a share of the rows is the same rows each time, and splits as the whole does', async () => {
  const [first, second] = [await sampled(40), await sampled(40)];
  expect(first).toEqual(second);
  expect(Number(first.rows)).toBeGreaterThan(40);
  expect(Number(first.rows)).toBeLessThan(80);
  expect(Number(first.holdoutRows)).toBeGreaterThan(4);
});
