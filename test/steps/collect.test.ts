import { zipSync } from 'fflate';
import type { Snapshot } from '../../lib/core/run.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { collect } from '../../lib/steps/collect.ts';
import { readRequest, readSnapshot } from '../../lib/steps/support/run-records.ts';
import { sweep } from '../../lib/steps/sweep.ts';
import { type IntakeWorld, intakeWorld } from './intake-world.ts';

const folder = 'incoming/iris/day/';

/** Names of the files of each run that was started, in order. */
async function started({ executions, store }: IntakeWorld): Promise<string[][]> {
  const snapshots: Snapshot[] = [];
  for (const runId of executions.started)
    snapshots.push(await readSnapshot(store, (await readRequest(store, runId)).snapshot));
  return snapshots.map(({ files }) => files.map(({ key, version }) => `${key.slice(folder.length)}@${version}`));
}

/** Delivers what is visible, once. */
async function deliver(ports: IntakeWorld): Promise<void> {
  for (const message of ports.queue.visible()) {
    ports.queue.done(message);
    await collect((message.body as { prefix: string }).prefix, ports);
  }
}

test('a drop starts one run once it was quiet for a minute, on all of its files', async () => {
  const ports = await intakeWorld();
  ports.data.upload(`${folder}a.csv`, 'x\n1\n');
  ports.data.upload(`${folder}b.csv`, 'x\n2\n');
  expect(await collect(folder, ports)).toMatchObject({ status: 'waiting' });
  ports.clock.advance(59);
  await deliver(ports);
  expect(ports.executions.started).toEqual([]);
  ports.clock.advance(2);
  await deliver(ports);
  expect(await started(ports)).toEqual([['a.csv@1', 'b.csv@2']]);
  expect((await readRequest(ports.store, ports.executions.started[0] ?? '')).trigger).toEqual({
    kind: 'data',
    detail: folder,
  });
});

test('the same data never starts twice, however often and late its events come', async () => {
  const ports = await intakeWorld();
  ports.data.upload(`${folder}a.csv`, 'x\n1\n');
  await collect(folder, ports);
  for (let minute = 0; minute < 5; minute += 1) {
    ports.clock.advance(61);
    await deliver(ports);
    await Promise.all([collect(folder, ports), collect(folder, ports), collect(folder, ports)]);
  }
  expect(await started(ports)).toEqual([['a.csv@1']]);
  expect(ports.queue.sent).toHaveLength(1);
});

const twice = async (take: 'folder' | 'new') => {
  const ports = await intakeWorld({ take });
  const settle = async () => {
    await collect(folder, ports);
    ports.clock.advance(61);
    await deliver(ports);
  };
  ports.data.upload(`${folder}a.csv`, 'x\n1\n');
  await settle();
  ports.data.upload(`${folder}b.csv`, 'x\n2\n');
  await settle();
  ports.data.upload(`${folder}a.csv`, 'x\n3\n');
  await settle();
  ports.data.remove(`${folder}b.csv`);
  await settle();
  ports.data.undo(`${folder}b.csv`);
  await settle();
  return started(ports);
};

test('`take: folder` trains on all of a folder each time that it has changed, and on no state of it twice', async () => {
  expect(await twice('folder')).toEqual([['a.csv@1'], ['a.csv@1', 'b.csv@2'], ['a.csv@3', 'b.csv@2'], ['a.csv@3']]);
});

test('`take: new` trains on each version once, also on one that comes back after a delete', async () => {
  expect(await twice('new')).toEqual([['a.csv@1'], ['b.csv@2'], ['a.csv@3']]);
});

test('10,000 files at once take few listings and one start', async () => {
  const ports = await intakeWorld();
  for (let file = 0; file < 10_000; file += 1) {
    ports.data.upload(`${folder}${file}.csv`, 'x\n1\n');
    if (file % 100 === 0) await collect(folder, ports);
    if (file % 1_000 === 0) ports.clock.advance(1);
  }
  ports.clock.advance(52);
  await deliver(ports);
  ports.clock.advance(61);
  await deliver(ports);
  const [files = []] = await started(ports);
  expect(files).toHaveLength(10_000);
  expect(ports.executions.started).toHaveLength(1);
  expect(ports.data.listings).toBeLessThanOrEqual(4);
  expect(ports.queue.sent).toHaveLength(2);
});

test('a marker is enough, each writing of it for one drop', async () => {
  const ports = await intakeWorld({ complete: { kind: 'marker', name: '_SUCCESS' } });
  ports.data.upload(`${folder}a.csv`, 'x\n1\n');
  expect(await collect(folder, ports)).toMatchObject({ status: 'waiting', why: 'there is no _SUCCESS yet' });
  ports.clock.advance(1);
  ports.data.upload(`${folder}_SUCCESS`, '');
  expect(await collect(folder, ports)).toMatchObject({ status: 'started' });
  ports.clock.advance(1);
  ports.data.upload(`${folder}b.csv`, 'x\n1\n');
  expect(await collect(folder, ports)).toMatchObject({ status: 'waiting' });
  ports.clock.advance(1);
  ports.data.upload(`${folder}_SUCCESS`, '');
  expect(await collect(folder, ports)).toMatchObject({ status: 'started' });
  expect(await started(ports)).toEqual([['a.csv@1'], ['a.csv@1', 'b.csv@3']]);
  expect(ports.queue.sent).toEqual([]);
});

test('a manifest waits for the files that it names, and takes no other', async () => {
  const ports = await intakeWorld({ complete: { kind: 'manifest', name: 'manifest.json' } });
  ports.data.upload(`${folder}manifest.json`, '{"files": ["a.csv", "b.csv"]}');
  ports.data.upload(`${folder}a.csv`, 'x\n1\n');
  ports.data.upload(`${folder}stray.csv`, 'x\n1\n');
  expect((await collect(folder, ports)).why).toContain('1 files of manifest.json are missing, b.csv first');
  ports.data.upload(`${folder}b.csv`, 'x\n1\n');
  expect(await collect(folder, ports)).toMatchObject({ status: 'started' });
  expect(await started(ports)).toEqual([['a.csv@2', 'b.csv@4']]);
});

test('too few rows wait for more', async () => {
  const ports = await intakeWorld({ minRows: 3, complete: { kind: 'quiet', seconds: 1 } });
  ports.data.upload(`${folder}a.csv`, 'x\n1\n2');
  await collect(folder, ports);
  ports.clock.advance(2);
  expect((await collect(folder, ports)).why).toContain('2 rows came, and 3 are wanted');
  ports.data.upload(`${folder}b.csv`, 'x\r\n3\r\n\r\n');
  await collect(folder, ports);
  ports.clock.advance(3);
  expect(await collect(folder, ports)).toMatchObject({ status: 'started' });
});

test('a long wait is looked at every quarter of an hour', async () => {
  const ports = await intakeWorld({ minAgeSeconds: 3_600 });
  ports.data.upload(`${folder}a.csv`, 'x\n1\n');
  await collect(folder, ports);
  for (let quarter = 0; quarter < 5; quarter += 1) {
    ports.clock.advance(900);
    await deliver(ports);
  }
  expect(ports.executions.started).toHaveLength(1);
  expect(ports.queue.sent.map(({ delaySeconds }) => delaySeconds)).toEqual([900, 900, 900, 900]);
});

test('a ledger stays small and forgets nothing, however many drops come to its folder', async () => {
  const ports = await intakeWorld({ take: 'new', complete: { kind: 'marker', name: '_SUCCESS' } });
  for (let drop = 0; drop < 40; drop += 1) {
    ports.data.upload(`${folder}${drop}.csv`, 'x\n1\n');
    ports.data.upload(`${folder}_SUCCESS`, `${drop}`);
    await collect(folder, ports);
  }
  const taken = await started(ports);
  expect(taken).toHaveLength(40);
  expect(new Set(taken.flat()).size).toBe(40);
  for await (const { key, size } of ports.store.list(layout.arrivals('iris'))) {
    if (key.split('/').length === 3) expect(size).toBeLessThan(4_000);
  }
});

test('data waits where the code cannot be used, instead of failing again and again, and is looked at when it is mended', async () => {
  const ports = await intakeWorld({ complete: { kind: 'marker' } });
  for (const name of ['a.csv', '_SUCCESS']) ports.data.upload(`${folder}${name}`, name);
  const zip = zipSync({ 'signalbox.yaml': Buffer.from('name: [') });
  await ports.store.put(layout.source(sha256(zip)), zip);
  const broken = { ...ports, deployed: async () => ({ digest: sha256(zip), commit: null }) };
  expect(await collect(folder, broken)).toMatchObject({
    status: 'waiting',
    why: expect.stringMatching(/^the code to train with cannot be used: policy-invalid: /),
  });
  expect((await sweep(ports)).asked).toEqual([folder]);
  expect(await collect(folder, ports)).toMatchObject({ status: 'started' });
});

test('data waits where there is no code yet, and keys with any character are taken as they are', async () => {
  const ports = await intakeWorld({ complete: { kind: 'quiet', seconds: 1 } });
  const names = ['a+b %2F.csv', 'ünï 💾.csv', 'a\nb.csv', '..csv', "it's(1)!.csv"];
  const odd = `${folder}x=1 & y/`;
  for (const name of names) ports.data.upload(`${odd}${name}`, 'x\n1\n');
  const without = { ...ports, deployed: async () => null };
  expect(await collect(odd, without)).toMatchObject({ status: 'waiting', why: 'there is no code to train with yet' });
  await collect(odd, ports);
  ports.clock.advance(2);
  await collect(odd, ports);
  expect(ports.executions.started).toHaveLength(1);
  const [files = []] = await started(ports);
  expect(files.map((file) => file.replace(/@\d+$/, '').slice('x=1 & y/'.length)).sort()).toEqual(
    names.filter((name) => !name.startsWith('.')).sort(),
  );
});

test('what is no folder of this pipeline is refused', async () => {
  const ports = await intakeWorld();
  for (const prefix of ['', 'incoming/other/a/', 'incoming/iris', 'incoming/iris/a', 'snapshots/'])
    await expect(collect(prefix, ports)).rejects.toMatchObject({ code: 'foreign-prefix' });
});
