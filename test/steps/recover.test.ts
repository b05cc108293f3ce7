import { noRoute } from '../../lib/core/rollout/traffic.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { enqueue } from '../../lib/steps/records/queue.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { recover } from '../../lib/steps/recover.ts';
import { settle } from '../../lib/steps/settle.ts';
import { shiftedTo } from './rollout.ts';
import { admitRun, request, served, world } from './world.ts';

test('where all is well nothing is mended', async () => {
  expect(await recover({}, world())).toEqual({ mended: [] });
  expect(await recover({}, await served())).toEqual({ mended: [] });
});

test.each(['RUNNING', 'UNKNOWN'] as const)(
  'an execution that is %s keeps its rollout and its lease',
  async (status) => {
    const { ports, input } = await shiftedTo(0);
    ports.executions.statuses.set(input.executionArn, status);
    expect(await recover({}, ports)).toEqual({ mended: [] });
    expect(ports.target.live.candidatePercent).toBe(10);
  },
);

test.each(['FAILED', 'TIMED_OUT', 'ABORTED'] as const)(
  'one that %s is taken back, settled and let go',
  async (status) => {
    const { ports, input } = await shiftedTo(0);
    ports.executions.statuses.set(input.executionArn, status);
    const { mended } = await recover({}, ports);
    expect(mended).toEqual([
      expect.stringMatching(/^the rollout of 1\.0\.1 by run data-2 was interrupted: .*back on 1\.0\.0/),
      expect.stringMatching(/^run data-2 .*: it is recorded as broken/),
    ]);
    expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
    expect(await readRollout(ports.store, 'iris')).toMatchObject({ state: 'rolled_back' });
    expect(await recover({}, ports)).toEqual({ mended: [] });
  },
);

test('an execution that says of itself that it will not go on is believed while it runs', async () => {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'RUNNING');
  const { mended } = await recover({ executionArn: input.executionArn }, ports);
  expect(mended).toHaveLength(1);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
  const lease = JSON.parse(new TextDecoder().decode((await ports.store.get(layout.lease('iris')))?.bytes));
  expect(lease.holder).toBe(input.executionArn);
});

test('what somebody else did is told and left alone, and keeps nothing else from being mended', async () => {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  ports.target.meddle({ ...noRoute, stable: 'by-hand' });
  const { mended } = await recover({}, ports);
  expect(mended[0]).toMatch(/somebody else moved traffic/);
  expect(ports.announced.filter((told) => /somebody else moved traffic/.test(told))).toHaveLength(1);
  expect(ports.target.live.stable).toBe('by-hand');
  const lease = JSON.parse(new TextDecoder().decode((await ports.store.get(layout.lease('iris')))?.bytes));
  expect(lease.holder).toBeNull();
});

test('a request that waits though nothing runs is started', async () => {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  await recover({}, ports);
  await enqueue(ports.store, 'iris', request({ runId: 'data-3', cause: 'three' }));
  expect(await recover({}, ports)).toEqual({
    mended: ['run data-three-2 was waiting though nothing ran, and was started'],
  });
  expect(await recover({}, ports)).toEqual({ mended: [] });
});

test('how a run had ended is told again where its Settle was cut off before it could', async () => {
  const ports = await served();
  const { executionArn, runId } = await admitRun(ports);
  ports.executions.statuses.set(executionArn, 'SUCCEEDED');
  await settle({ runId, executionArn, end: { outcome: 'superseded', gate: null, failure: null } }, ports);
  const told = ports.announced.length;
  expect(await recover({ executionArn }, ports)).toEqual({ mended: [] });
  ports.executions.statuses.set(executionArn, 'FAILED');
  expect(await recover({ executionArn }, ports)).toEqual({
    mended: [`run ${runId} failed before it was settled: how it had ended, superseded, was told again`],
  });
  expect(ports.announced).toHaveLength(told + 1);
});
