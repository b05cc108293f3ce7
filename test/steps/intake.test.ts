import type { IntakeInput } from '../../lib/core/step-io.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { intake } from '../../lib/steps/intake.ts';
import { served, type World, world } from './world.ts';

const drop: IntakeInput = {
  pipeline: 'iris',
  trigger: { kind: 'data', detail: 'a drop' },
  prefix: 'incoming/a/',
  sourceDigest: 'source',
  commit: null,
};

async function dropped(files: Record<string, string>): Promise<World> {
  const ports = world();
  for (const [name, text] of Object.entries(files)) await ports.data.put(`incoming/a/${name}`, text);
  return ports;
}

const json = async ({ store }: World, key: string) =>
  JSON.parse(new TextDecoder().decode((await store.get(key))?.bytes));

test('a drop becomes a snapshot of exact versions and a request, and starts once', async () => {
  const ports = await dropped({ 'a.csv': 'x\n1\n', 'b.csv': 'x\n2\n' });
  const first = await intake(drop, ports);
  expect(first.status).toBe('started');
  const request = await json(ports, layout.request(first.runId));
  expect(request).toMatchObject({ machine: 'delivery', attempt: 1, source: { digest: 'source', commit: null } });
  const { files } = await json(ports, layout.snapshot(request.snapshot));
  expect(files).toMatchObject([
    { bucket: 'the-data', key: 'incoming/a/a.csv', version: '1' },
    { bucket: 'the-data', key: 'incoming/a/b.csv', version: '2' },
  ]);
  expect(await intake(drop, ports)).toEqual({ status: 'already', runId: first.runId });
});

test('an event that comes again later changes nothing of what the first wrote', async () => {
  const ports = await dropped({ 'a.csv': 'x\n1\n' });
  const { runId } = await intake(drop, ports);
  const before = await ports.store.get(layout.request(runId));
  ports.clock.advance(3_600);
  const again = await Promise.all([1, 2, 3].map(() => intake(drop, ports)));
  expect(again.map(({ status }) => status)).toEqual(['already', 'already', 'already']);
  expect(await ports.store.get(layout.request(runId))).toEqual(before);
});

test('other data, other code and another machine are other runs', async () => {
  const ports = await dropped({ 'a.csv': 'x\n1\n' });
  const ids = [
    await intake(drop, ports),
    await intake({ ...drop, sourceDigest: 'other' }, ports),
    await intake({ ...drop, machine: 'pull_request' }, ports),
  ];
  await ports.data.put('incoming/a/a.csv', 'x\n2\n');
  ids.push(await intake(drop, ports));
  expect(new Set(ids.map(({ runId }) => runId)).size).toBe(4);
});

test('by hand means now: two such requests of the same are two runs', async () => {
  const ports = await dropped({ 'a.csv': 'x\n1\n' });
  const byHand = (detail: string) => intake({ ...drop, trigger: { kind: 'manual', detail } }, ports);
  expect((await byHand('at noon')).runId).not.toBe((await byHand('at one')).runId);
});

test('markers, hidden and empty files are not data, and what lies deeper is another drop', async () => {
  const files = { _SUCCESS: '1', '.part.csv': 'x', 'empty.csv': '', 'deeper/b.csv': 'x\n2\n', 'a.csv': 'x\n1\n' };
  const ports = await dropped(files);
  const { runId } = await intake(drop, ports);
  const taken = await json(ports, layout.snapshot((await json(ports, layout.request(runId))).snapshot));
  expect(taken.files.map(({ key }: { key: string }) => key)).toEqual(['incoming/a/a.csv']);
});

test('without data there is nothing to start, and the store stays as it is', async () => {
  const ports = await dropped({ _SUCCESS: '' });
  await expect(intake(drop, ports)).rejects.toMatchObject({ code: 'no-data' });
  const { prefix: _, ...push } = drop;
  await expect(intake(push, ports)).rejects.toMatchObject({ code: 'no-data' });
  expect(ports.executions.started).toEqual([]);
  for await (const { key } of ports.store.list('')) throw new Error(`${key} was written`);
});

test('a change of code is judged on the data of the champion', async () => {
  const ports = await served();
  const { prefix: _, ...push } = drop;
  const { runId } = await intake({ ...push, trigger: { kind: 'push', detail: 'main' } }, ports);
  expect(await json(ports, layout.request(runId))).toMatchObject({ snapshot: 'snapshot'.repeat(4) });
});
