import { codeMessage } from '../../lib/core/triggers/code.ts';
import { takeEvent, takeMessages } from '../../lib/steps/take-messages.ts';
import { FakeCodeHost } from '../fakes/code-host.ts';
import { type IntakeWorld, intakeWorld } from './intake-world.ts';

const place = {
  pipeline: 'iris',
  dataBucket: 'the-data',
  repository: null,
  changes: { forks: 'refuse' as const, productionData: false },
  hasTime: () => true,
};

/** As EventBridge puts it on the queue: the key as it is, not URL-encoded. */
const created = (key: string, bucket = 'the-data') => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: bucket }, object: { key, size: 5, etag: 'e', 'version-id': 'v', sequencer: '0' } },
});
const messages = (...bodies: unknown[]) =>
  bodies.map((body, index) => ({ id: `m${index}`, body: typeof body === 'string' ? body : JSON.stringify(body) }));

async function dropped(...keys: string[]): Promise<IntakeWorld> {
  const ports = await intakeWorld({ complete: { kind: 'marker' } });
  for (const key of keys) ports.data.upload(key, 'x\n1\n');
  return ports;
}

test('a batch looks at each folder once, however many of its files it tells of', async () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `incoming/iris/${index % 3}/${index}.csv`);
  const ports = await dropped('incoming/iris/0/a.csv', 'incoming/iris/0/_SUCCESS');
  const told = await takeMessages(messages(...keys.map((key) => created(key))), place, ports);
  expect(told.map(({ what, messages: { length } }) => `${length} ${what}`).sort()).toEqual([
    '3333 collect incoming/iris/1/',
    '3333 collect incoming/iris/2/',
    '3334 collect incoming/iris/0/',
  ]);
  expect(told.filter(({ failed }) => failed)).toEqual([]);
  expect(ports.data.listings).toBe(3);
  expect(ports.executions.started).toHaveLength(1);
});

test('bad messages fail alone', async () => {
  const ports = await dropped('incoming/iris/a.csv', 'incoming/iris/_SUCCESS');
  const bodies = ['{', 'null', '[]', { source: 'aws.ec2' }, created('incoming/iris/a.csv'), { signalbox: 'code' }];
  const told = await takeMessages(messages(...bodies), place, ports);
  expect(told.flatMap(({ failed, messages: ids }) => (failed ? ids : []))).toEqual(['m0', 'm1', 'm2', 'm3', 'm5']);
  expect(told.find(({ messages: ids }) => ids.includes('m3'))?.said).toMatch(/^unknown-event: no trigger knows/);
  expect(ports.executions.started).toHaveLength(1);
});

test('a folder that cannot be looked at fails with its messages, and no other does', async () => {
  const ports = await dropped('incoming/iris/a/a.csv', 'incoming/iris/b/a.csv');
  const { data } = ports;
  const broken = {
    ...ports,
    data: Object.assign(Object.create(data), {
      list: (prefix: string) => {
        if (prefix.endsWith('/b/')) throw new Error('SlowDown');
        return data.list(prefix);
      },
    }),
  };
  const two = messages(created('incoming/iris/a/a.csv'), created('incoming/iris/b/a.csv'));
  const told = await takeMessages(two, place, broken);
  expect(told.filter(({ failed }) => failed)).toMatchObject([{ messages: ['m1'], said: 'SlowDown' }]);
});

test('what there is no time for goes back to the queue', async () => {
  const ports = await dropped('incoming/iris/a/a.csv');
  const told = await takeMessages(
    messages(created('incoming/iris/a/a.csv')),
    { ...place, hasTime: () => false },
    ports,
  );
  expect(told).toMatchObject([{ messages: ['m0'], failed: true }]);
  expect(ports.data.listings).toBe(0);
});

test.each([
  ['incoming/iris/file.csv', 'incoming/iris/'],
  ['incoming/iris/2026/11/a b+c%20ü💾\n.csv', 'incoming/iris/2026/11/'],
  ['incoming/iris//a.csv', 'incoming/iris//'],
])('%j belongs to the drop %j', async (key, prefix) => {
  const told = await takeMessages(messages(created(key)), place, await dropped());
  expect(told).toMatchObject([{ what: `collect ${prefix}`, failed: false }]);
});

test('what lies elsewhere, or in another bucket, starts nothing and fails nothing', async () => {
  const ports = await dropped();
  const elsewhere = ['incoming/iris', 'incoming/iris2/a.csv', 'incoming/other/a.csv', 'a.csv', 'snapshots/a.json'];
  const bodies = [...elsewhere.map((key) => created(key)), created('incoming/iris/a.csv', 'other-bucket')];
  const told = await takeMessages(messages(...bodies), place, ports);
  expect(told).toMatchObject([{ what: 'nothing', failed: false, messages: bodies.map((_, index) => `m${index}`) }]);
  expect(ports.data.listings).toBe(0);
});

test('an event by itself is answered too, and one that nobody knows is refused', async () => {
  const ports = await dropped('incoming/iris/a.csv', 'incoming/iris/_SUCCESS');
  expect(await takeEvent(created('incoming/iris/a.csv'), place, ports)).toMatch(/^started: 1 files .*; data-/);
  await expect(takeEvent({}, place, ports)).rejects.toMatchObject({ code: 'unknown-event' });
});

test('code is fetched two at a time: all of a batch would not fit into the memory', async () => {
  const code = new FakeCodeHost();
  const ports = { ...(await intakeWorld()), code };
  const repository = { host: 'github' as const, name: 'octo/iris', branch: 'main' };
  const from = { host: 'github' as const, repository: 'octo/iris', branch: 'main', title: '', author: '', again: null };
  const bodies = Array.from({ length: 12 }, (_, index) => {
    const commit = code.commit(`c${index}`, { 'signalbox.yaml': String(index) });
    const pullRequest = { number: String(index + 1), title: '', fork: false };
    return codeMessage({ kind: 'pull_request', ...from, commit, pullRequest });
  });
  let [now, most] = [0, 0];
  const { files } = code;
  jest.spyOn(code, 'files').mockImplementation(async function* (commit) {
    now += 1;
    most = Math.max(most, now);
    yield* files.call(code, commit);
    now -= 1;
  });
  const told = await takeMessages(messages(...bodies), { ...place, repository }, ports);
  expect(told.map(({ failed }) => failed)).toEqual(bodies.map(() => false));
  expect(most).toBe(2);
});
