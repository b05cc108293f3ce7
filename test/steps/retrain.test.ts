import type { snapshotOf } from '../../lib/core/arrival/snapshot.ts';
import { requestSchema } from '../../lib/core/run-schemas.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { collect } from '../../lib/steps/collect.ts';
import { retrain } from '../../lib/steps/retrain.ts';
import { manifestBody } from '../core/release/manifest-body.ts';
import { type IntakeWorld, intakeWorld, putSource } from './intake-world.ts';
import { cut, promote } from './world.ts';

const nightly = {
  trigger: { kind: 'schedule', detail: '2026-01-02T03:00:00Z' },
  nonce: '2026-01-02T03:00:00Z',
} as const;
const nextNight = { ...nightly, nonce: '2026-01-03T03:00:00Z' } as const;

/** A place where 1.0.0 serves, trained on the snapshot `old`. */
async function released(...given: Parameters<typeof intakeWorld>): Promise<IntakeWorld> {
  const ports = await intakeWorld(...given);
  const data = { ...manifestBody().data, snapshot: 'old' };
  await cut(ports, { version: '1.0.0', runId: 'data-1', data });
  await promote(ports, '1.0.0', null);
  return ports;
}

async function requestOf(ports: IntakeWorld, said: Awaited<ReturnType<typeof retrain>>) {
  if (!('runId' in said)) throw new Error(said.why);
  const stored = await ports.store.get(layout.request(said.runId));
  return requestSchema.parse(JSON.parse(new TextDecoder().decode(stored?.bytes)));
}

async function filesOf(ports: IntakeWorld, snapshot: string): Promise<string[]> {
  const stored = await ports.store.get(layout.snapshot(snapshot));
  const { files } = JSON.parse(new TextDecoder().decode(stored?.bytes)) as ReturnType<typeof snapshotOf>;
  return files.map(({ key }) => key);
}

test('without a drop, the champion is trained again on its own data, with the code of this place', async () => {
  const ports = await released();
  const said = await retrain(nightly, ports);
  expect(said.status).toBe('started');
  expect(await requestOf(ports, said)).toMatchObject({
    machine: 'delivery',
    trigger: { kind: 'schedule', detail: '2026-01-02T03:00:00Z' },
    snapshot: 'old',
    source: { digest: (await ports.deployed())?.digest },
  });
});

test('the newest complete drop is trained on, though a run was started on it before', async () => {
  const ports = await released();
  ports.data.upload('incoming/iris/old/a.csv', 'x\n1\n');
  ports.clock.advance(10);
  ports.data.upload('incoming/iris/new/a.csv', 'x\n2\n');
  ports.data.upload('incoming/iris/new/b.csv', 'x\n3\n');
  await collect('incoming/iris/new/', ports);
  ports.clock.advance(120);
  await collect('incoming/iris/new/', ports);
  ports.data.upload('incoming/iris/old/_SUCCESS', '');
  const { snapshot } = await requestOf(ports, await retrain(nightly, ports));
  expect(await filesOf(ports, snapshot)).toEqual(['incoming/iris/new/a.csv', 'incoming/iris/new/b.csv']);
});

test('a drop that is not complete yet is left to its own run', async () => {
  const ports = await released({ complete: { kind: 'marker' } });
  ports.data.upload('incoming/iris/new/a.csv', 'x\n2\n');
  ports.clock.advance(3_600);
  expect((await requestOf(ports, await retrain(nightly, ports))).snapshot).toBe('old');
  ports.data.upload('incoming/iris/new/_SUCCESS', '');
  expect((await requestOf(ports, await retrain(nextNight, ports))).snapshot).not.toBe('old');
});

test('of a folder that only ever grows, the newest drop is what was taken from it last', async () => {
  const ports = await released({ take: 'new' });
  for (const name of ['a', 'b']) {
    ports.data.upload(`incoming/iris/${name}.csv`, name);
    await collect('incoming/iris/', ports);
    ports.clock.advance(120);
    expect(await collect('incoming/iris/', ports)).toMatchObject({ status: 'started' });
  }
  const { snapshot } = await requestOf(ports, await retrain(nightly, ports));
  expect(await filesOf(ports, snapshot)).toEqual(['incoming/iris/b.csv']);
});

test('one asking is one run, though it comes twice, at once, and after the champion and the drops changed', async () => {
  const ports = await released();
  const [first, second] = await Promise.all([retrain(nightly, ports), retrain(nightly, ports)]);
  ports.data.upload('incoming/iris/new/a.csv', 'x\n2\n');
  await collect('incoming/iris/new/', ports);
  ports.clock.advance(600);
  const third = await retrain(nightly, {
    ...ports,
    deployed: async () => ({ digest: await other(ports), commit: null }),
  });
  const ids = [first, second, third].map((said) => 'runId' in said && said.runId);
  expect(new Set(ids).size).toBe(1);
  expect(await requestOf(ports, await retrain(nextNight, ports))).not.toMatchObject({ snapshot: 'old' });
});

const other = (ports: IntakeWorld) => putSource(ports.store, { complete: { kind: 'marker' } });

test('who was cut off between deciding and starting starts the same run the next time', async () => {
  const ports = await released();
  const start = ports.executions.start.bind(ports.executions);
  ports.executions.start = async () => {
    throw new Error('killed');
  };
  await expect(retrain(nightly, ports)).rejects.toThrow('killed');
  ports.executions.start = start;
  ports.data.upload('incoming/iris/new/a.csv', 'x\n2\n');
  await collect('incoming/iris/new/', ports);
  ports.clock.advance(600);
  expect((await requestOf(ports, await retrain(nightly, ports))).snapshot).toBe('old');
});

test('where there is nothing to train on or with, nothing starts, and the sentence says what to give', async () => {
  const ports = await intakeWorld();
  expect(await retrain(nightly, ports)).toEqual({ status: 'nothing', why: expect.stringContaining('incoming/iris/') });
  const bare = { ...(await released()), deployed: async () => null };
  expect(await retrain(nightly, bare)).toEqual({ status: 'nothing', why: expect.stringContaining('no code') });
});
