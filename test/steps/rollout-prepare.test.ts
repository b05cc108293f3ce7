import { layout } from '../../lib/core/store-layout.ts';
import { releaseLease } from '../../lib/steps/records/lease.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { rolloutPrepare } from '../../lib/steps/rollout-prepare.ts';
import { candidateCut as cutOnly } from './rollout.ts';
import { cut, promote } from './world.ts';

async function candidateCut() {
  const { ports, input } = await cutOnly();
  return { ports, input: { ...input, startedAt: ports.clock.now().toISOString() } };
}

test('both versions are made ready and the way back is written down before any traffic moves', async () => {
  const { ports, input } = await candidateCut();
  const plan = await rolloutPrepare(input, ports);
  expect(plan).toEqual({ progress: 'done', waitSeconds: 0, windowSeconds: 1 });
  expect([...ports.target.prepared].sort()).toEqual(['v-1.0.0', 'v-1.0.1']);
  expect(ports.target.calls.filter((call) => call.startsWith('shift'))).toEqual([]);
  expect(await readRollout(ports.store, 'iris')).toMatchObject({
    state: 'open',
    step: -1,
    from: { stable: 'v-1.0.0', candidate: null },
    candidateServable: 'v-1.0.1',
  });
});

test('doing it again changes nothing', async () => {
  const { ports, input } = await candidateCut();
  const plan = await rolloutPrepare(input, ports);
  const before = await ports.store.get(layout.rollout('iris'));
  ports.clock.advance(60);
  expect(await rolloutPrepare(input, ports)).toEqual(plan);
  expect(await ports.store.get(layout.rollout('iris'))).toEqual(before);
});

test('a champion that changed since the candidate was judged stops it', async () => {
  const { ports, input } = await candidateCut();
  await cut(ports, { version: '1.1.0', runId: 'run-of-1.1.0' });
  await promote(ports, '1.1.0', '1.0.0', 2);
  await expect(rolloutPrepare(input, ports)).rejects.toMatchObject({
    code: 'champion-changed',
    message: '1.0.1 was judged against 1.0.0, but 1.1.0 is in production now',
  });
  expect(await readRollout(ports.store, 'iris')).toBeUndefined();
});

test('traffic that is not where the record says stops it, and nothing is opened', async () => {
  const { ports, input } = await candidateCut();
  ports.target.meddle({ stable: 'by-hand', candidate: null, candidatePercent: 0 });
  await expect(rolloutPrepare(input, ports)).rejects.toMatchObject({ code: 'foreign-writer' });
  expect(await readRollout(ports.store, 'iris')).toBeUndefined();
});

test('without the lease it does not begin', async () => {
  const { ports, input } = await candidateCut();
  await releaseLease(ports, 'iris', input.executionArn);
  await expect(rolloutPrepare(input, ports)).rejects.toMatchObject({ code: 'lease-lost' });
  expect(ports.target.calls).toEqual([]);
});
