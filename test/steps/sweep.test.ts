import { collect } from '../../lib/steps/collect.ts';
import { sweep } from '../../lib/steps/sweep.ts';
import { type IntakeWorld, intakeWorld } from './intake-world.ts';

const a = 'incoming/iris/a/';
const b = 'incoming/iris/b/';

async function settled(...folders: string[]): Promise<IntakeWorld> {
  const ports = await intakeWorld({ complete: { kind: 'quiet', seconds: 1 } });
  for (const folder of folders) {
    ports.data.upload(`${folder}a.csv`, 'x\n1\n');
    await collect(folder, ports);
    ports.clock.advance(2);
    await collect(folder, ports);
  }
  ports.queue.messages.clear();
  return ports;
}

test('a folder of which no event came is looked at, and one that was trained on is not', async () => {
  const ports = await settled(a);
  ports.data.upload(`${b}b.csv`, 'x\n1\n');
  ports.data.upload('incoming/other/b.csv', 'x\n1\n');
  ports.queue.sent.length = 0;
  expect((await sweep(ports)).asked).toEqual([b]);
  expect(ports.queue.sent).toEqual([{ message: { signalbox: 'look', prefix: b }, delaySeconds: 0 }]);
});

test('a folder at rest costs no reading of its records', async () => {
  const ports = await settled(a, b);
  expect((await sweep(ports)).asked).toEqual([]);
  const read: string[] = [];
  const counted = {
    ...ports,
    store: Object.assign(Object.create(ports.store), {
      get: (key: string) => {
        read.push(key);
        return ports.store.get(key);
      },
      list: (prefix: string) => ports.store.list(prefix),
      put: () => Promise.reject(new Error('there is nothing to write')),
    }),
  };
  expect((await sweep(counted)).asked).toEqual([]);
  expect(read).toEqual(['arrivals/iris/sweep.json']);
  ports.data.upload(`${b}c.csv`, 'x\n1\n');
  expect((await sweep(ports)).asked).toEqual([b]);
});

test('a run that was claimed and not started is started, though its data is gone', async () => {
  const ports = await intakeWorld({ complete: { kind: 'marker' } });
  ports.data.upload(`${a}a.csv`, 'x\n1\n');
  ports.data.upload(`${a}_SUCCESS`, '');
  const { executions } = ports;
  const dying = Object.assign(Object.create(executions), { start: () => Promise.reject(new Error('killed')) });
  const killed = { ...ports, executions: dying };
  await expect(collect(a, killed)).rejects.toThrow('killed');
  ports.data.remove(`${a}a.csv`);
  expect((await sweep(ports)).asked).toEqual([a]);
  expect((await collect(a, ports)).runs).toEqual(ports.executions.started);
  expect(ports.executions.started).toHaveLength(1);
  expect((await sweep(ports)).asked).toEqual([]);
});

test('while a look is to come there is no other; one that is a minute late is lost', async () => {
  const ports = await intakeWorld();
  ports.data.upload(`${a}a.csv`, 'x\n1\n');
  await collect(a, ports);
  expect((await sweep(ports)).asked).toEqual([]);
  ports.clock.advance(119);
  expect((await sweep(ports)).asked).toEqual([]);
  ports.clock.advance(2);
  expect((await sweep(ports)).asked).toEqual([a]);
});

test('the newest file says how old the data is, and where there never was one, the first look', async () => {
  const ports = await intakeWorld();
  const first = (await sweep(ports)).dataAt;
  ports.clock.advance(3_600);
  expect(Date.parse((await sweep(ports)).dataAt) - Date.parse(first)).toBeLessThan(1_000);
  ports.data.upload(`${a}a.csv`, 'x\n1\n');
  const newest = ports.clock.now().toISOString();
  ports.clock.advance(3_600);
  ports.data.upload('incoming/other/b.csv', 'x\n1\n');
  ports.data.upload(`${a}_SUCCESS`, '');
  expect((await sweep(ports)).dataAt).toBe(newest);
});
