import fc from 'fast-check';
import type { ObjectStore } from '../../../lib/ports.ts';
import {
  announceRemoval,
  closeRollout,
  endRemoval,
  openRollout,
  type RolloutStart,
  readRollout,
  updateRollout,
} from '../../../lib/steps/records/rollout-record.ts';
import { FixedClock } from '../../support/clock.ts';
import { FakeExecutions } from '../../support/fake-executions.ts';
import { interleaved } from '../../support/interleaved.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { canaryPlan } from '../../support/plans.ts';

function start(token: number): RolloutStart {
  return {
    runId: `run-${token}`,
    executionArn: `arn:${token}`,
    token,
    version: `1.0.${token}`,
    champion: '1.0.0',
    from: { stable: 'aaa', candidate: null, candidatePercent: 0 },
    candidateServable: 'bbb',
    stableServable: 'aaa',
    plan: canaryPlan([10, 50]),
  };
}

function place(store: ObjectStore = new MemoryStore()) {
  return { store, executions: new FakeExecutions(), clock: new FixedClock() };
}

test('a rollout is opened once and keeps what it has learned since', async () => {
  const ports = place();
  expect(await readRollout(ports.store, 'iris')).toBeUndefined();
  const opened = await openRollout(ports, 'iris', start(1));
  expect(opened).toMatchObject({ ...start(1), state: 'open', step: -1, shiftedAt: null });
  const judged = await updateRollout(ports.store, 'iris', 'run-1', (record) => ({ ...record, step: 1 }));
  expect(await openRollout(ports, 'iris', start(1))).toEqual(judged);
  expect(await readRollout(ports.store, 'iris')).toEqual(judged);
});

test('nobody rolls out over a running rollout', async () => {
  const ports = place();
  await openRollout(ports, 'iris', start(1));
  for (const status of ['RUNNING', 'UNKNOWN'] as const) {
    ports.executions.statuses.set('arn:1', status);
    await expect(openRollout(ports, 'iris', start(2))).rejects.toMatchObject({ code: 'rollout-running' });
  }
});

test('what a dead run left open must be recovered before another begins', async () => {
  const ports = place();
  await openRollout(ports, 'iris', start(1));
  ports.executions.statuses.set('arn:1', 'ABORTED');
  await expect(openRollout(ports, 'iris', start(2))).rejects.toMatchObject({ code: 'rollout-unfinished' });
  await closeRollout(ports, 'iris', 'run-1', 'rolled_back');
  expect(await openRollout(ports, 'iris', start(2))).toMatchObject({ runId: 'run-2', state: 'open' });
});

test('a closed rollout stays as it ended', async () => {
  const ports = place();
  await openRollout(ports, 'iris', start(1));
  const ended = await closeRollout(ports, 'iris', 'run-1', 'rolled_back');
  expect(await closeRollout(ports, 'iris', 'run-1', 'rolled_back')).toEqual(ended);
  expect(await openRollout(ports, 'iris', start(1))).toEqual(ended);
  const promoting = updateRollout(ports.store, 'iris', 'run-1', (record) => ({ ...record, state: 'promoting' }));
  await expect(promoting).rejects.toMatchObject({ code: 'rollout-closed' });
  const other = closeRollout(ports, 'iris', 'run-1', 'promoted');
  await expect(other).rejects.toMatchObject({ code: 'rollout-closed' });
});

test('a stale run neither opens nor touches a newer rollout', async () => {
  const ports = place();
  await expect(closeRollout(ports, 'iris', 'run-1', 'promoted')).rejects.toMatchObject({ code: 'rollout-lost' });
  await openRollout(ports, 'iris', start(2));
  await expect(closeRollout(ports, 'iris', 'run-1', 'promoted')).rejects.toMatchObject({ code: 'rollout-lost' });
  await closeRollout(ports, 'iris', 'run-2', 'promoted');
  await expect(openRollout(ports, 'iris', start(1))).rejects.toMatchObject({ code: 'stale-token' });
});

test('of rollouts that begin at once exactly one is open, and every one that was told so is that one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, count) => {
      const plain = new MemoryStore();
      const ports = place(interleaved(plain, scheduler));
      const starts = Array.from({ length: count }, (_, index) => start(1 + (index % 3)));
      const opened = await scheduler.waitFor(Promise.allSettled(starts.map((s) => openRollout(ports, 'iris', s))));
      const stored = await readRollout(plain, 'iris');
      const told = opened.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
      expect(told).toEqual(starts.filter(({ runId }) => runId === stored?.runId).map(() => stored));
    }),
  );
});

test('while versions are removed none of them gets traffic; beside a process that was given up, until that cannot live any more', async () => {
  const ports = place();
  const { store, clock } = ports;
  const removing = () => announceRemoval(ports, 'iris', { runId: 'run-1', keep: ['aaa'] });
  await openRollout(ports, 'iris', start(1));
  expect(await removing()).toBeUndefined();
  await closeRollout(ports, 'iris', 'run-1', 'rolled_back');
  const [givenUp, again] = [await removing(), await removing()];
  for (const removal of [givenUp, again]) expect(removal?.runId).toBe('run-1');
  if (again) await endRemoval(store, 'iris', again);
  await expect(openRollout(ports, 'iris', start(2))).rejects.toMatchObject({ code: 'removing' });
  clock.advance(301);
  const alone = await removing();
  await expect(openRollout(ports, 'iris', start(2))).rejects.toMatchObject({ code: 'removing' });
  if (alone) await endRemoval(store, 'iris', alone);
  expect(await openRollout(ports, 'iris', start(2))).toMatchObject({ runId: 'run-2', removing: null });
});
