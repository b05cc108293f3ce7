import { layout } from '../../lib/core/store-layout.ts';
import { releaseLease } from '../../lib/steps/records/lease.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { rolloutShift } from '../../lib/steps/rollout-shift.ts';
import { recoverRollout } from '../../lib/steps/support/recover-rollout.ts';
import { rolloutOpen, shiftedTo } from './rollout.ts';

const canary = (candidatePercent: number) => ({ stable: 'v-1.0.0', candidate: 'v-1.0.1', candidatePercent });

test('traffic goes to the share of each step, and when is noted', async () => {
  const { ports, input } = await shiftedTo(0);
  expect(ports.target.live).toEqual(canary(10));
  ports.clock.advance(30);
  expect(await rolloutShift({ ...input, step: 1 }, ports)).toMatchObject({ progress: 'done', step: 1, percent: 50 });
  expect(ports.target.live).toEqual(canary(50));
  const shiftedAt = ports.clock.now().toISOString();
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ step: 1, shiftedAt });
});

test('repeated, it moves nothing and keeps the moment from which the judge counts', async () => {
  const { ports, input } = await shiftedTo(0);
  const before = await ports.store.get(layout.rollout('iris'));
  ports.clock.advance(30);
  await rolloutShift({ ...input, step: 0 }, ports);
  expect(await ports.store.get(layout.rollout('iris'))).toEqual(before);
  expect(ports.target.calls.filter((call) => call.startsWith('shift'))).toEqual(['shift v-1.0.1@10']);
});

test('when the answer of the target was lost, the next call notes what is so', async () => {
  const { ports, input } = await rolloutOpen();
  ports.target.after = () => {
    ports.target.after = () => {};
    throw new Error('the connection was lost');
  };
  await expect(rolloutShift({ ...input, step: 0 }, ports)).rejects.toThrow('lost');
  await rolloutShift({ ...input, step: 0 }, ports);
  expect(ports.target.live).toEqual(canary(10));
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ step: 0 });
});

test('a step that the plan does not have is refused', async () => {
  const { ports, input } = await rolloutOpen();
  await expect(rolloutShift({ ...input, step: 2 }, ports)).rejects.toMatchObject({ code: 'step-unknown' });
});

test('a route that somebody else set is left alone, and ends the rollout', async () => {
  const { ports, input } = await rolloutOpen();
  const byHand = { stable: 'by-hand', candidate: null, candidatePercent: 0 };
  ports.target.meddle(byHand);
  expect(await rolloutShift({ ...input, step: 0 }, ports)).toMatchObject({ progress: 'over' });
  expect(ports.target.live).toEqual(byHand);
});

test('traffic that takes its time is asked for again, until it is there', async () => {
  const { ports, input } = await rolloutOpen();
  ports.target.takes = 3;
  const first = await rolloutShift({ ...input, step: 0 }, ports);
  expect(first).toMatchObject({ progress: 'pending', waitSeconds: 15 });
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ step: -1 });
  ports.clock.advance(15);
  await rolloutShift({ ...input, step: 0 }, ports);
  expect(await rolloutShift({ ...input, step: 0 }, ports)).toMatchObject({ progress: 'done' });
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ step: 0, at: canary(10), intents: [] });
});

test('traffic that is not there after two hours is an error, which takes it back', async () => {
  const { ports, input } = await rolloutOpen();
  ports.target.takes = 1_000;
  await rolloutShift({ ...input, step: 0 }, ports);
  for (let minutes = 0; minutes < 119; minutes += 1) {
    ports.clock.advance(60);
    await rolloutShift({ ...input, step: 0 }, ports);
  }
  ports.clock.advance(60);
  await expect(rolloutShift({ ...input, step: 0 }, ports)).rejects.toMatchObject({ code: 'shift-overdue' });
});

test('a run that lost its lease moves nothing', async () => {
  const { ports, input } = await rolloutOpen();
  await releaseLease(ports, 'iris', input.executionArn);
  await expect(rolloutShift({ ...input, step: 0 }, ports)).rejects.toMatchObject({ code: 'lease-lost' });
  expect(ports.target.calls).toEqual([]);
});

test('a shift that outlives its execution, and writes after recovery, takes its own write back', async () => {
  const { ports, input } = await rolloutOpen();
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  ports.target.before = async (call) => {
    if (call !== 'shift') return;
    ports.target.before = () => {};
    await recoverRollout('iris', ports);
  };
  expect(await rolloutShift({ ...input, step: 0 }, ports)).toMatchObject({ progress: 'over' });
  expect(ports.target.live).toEqual({ stable: 'v-1.0.0', candidate: null, candidatePercent: 0 });
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ state: 'rolled_back' });
});
