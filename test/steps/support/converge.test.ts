import fc from 'fast-check';
import { noRoute, type Route } from '../../../lib/core/rollout/traffic.ts';
import { beginPromotion, readChannel } from '../../../lib/steps/records/channel.ts';
import { openRollout, readRollout } from '../../../lib/steps/records/rollout-record.ts';
import type { RolloutRecord } from '../../../lib/steps/records/rollout-schema.ts';
import { production } from '../../../lib/steps/support/champion.ts';
import { converge } from '../../../lib/steps/support/converge.ts';
import { interleaved } from '../../support/interleaved.ts';
import { canaryPlan } from '../../support/plans.ts';
import { cut, served, type World } from '../world.ts';

const old: Route = { ...noRoute, stable: 'v-1.0.0' };
const candidate: Route = { ...noRoute, stable: 'v-1.0.1' };
const canary: Route = { stable: 'v-1.0.0', candidate: 'v-1.0.1', candidatePercent: 10 };
const run = { runId: 'run-of-1.0.1', token: 2 };

interface Interrupted {
  ports: World;
  record: RolloutRecord;
}

/** 1.0.1 was being rolled out over 1.0.0; `promoting`: and the channel had begun to promote it. `at`: where we left traffic. */
async function interrupted(route: Route, promoting = false, at = route, from: Route = old): Promise<Interrupted> {
  const ports = await served();
  await cut(ports, { version: '1.0.1', parent: '1.0.0', runId: run.runId });
  const record = await openRollout(ports, 'iris', {
    ...run,
    executionArn: 'arn:gone',
    version: '1.0.1',
    champion: from.stable === null ? null : '1.0.0',
    from,
    at,
    candidateServable: 'v-1.0.1',
    stableServable: from.stable,
    plan: canaryPlan([10, 50]),
  });
  if (promoting) await beginPromotion(ports, production, { version: '1.0.1', from: '1.0.0', ...run });
  ports.target.meddle(route);
  return { ports, record };
}

test.each([
  ['nothing moved yet', old, false, old, 'rolled_back'],
  ['the canary ran', canary, false, old, 'rolled_back'],
  ['the promotion was announced', canary, true, candidate, 'promoted'],
  ['the promotion was announced and traffic moved', candidate, true, candidate, 'promoted'],
])('when %s, traffic and records agree on one release afterwards', async (_, route, promoting, end, outcome) => {
  const { ports, record } = await interrupted(route, promoting);
  const first = await converge('iris', record, ports);
  expect(first.outcome).toBe(outcome);
  expect(ports.target.live).toEqual(end);
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ state: outcome });
  expect(await readChannel(ports.store, production)).toMatchObject({
    current: promoting ? '1.0.1' : '1.0.0',
    promoting: null,
  });
  const calls = ports.target.calls.length;
  expect(await converge('iris', record, ports)).toEqual(first);
  expect(ports.target.calls.slice(calls)).toEqual([]);
});

test('after going back nobody can begin the promotion any more', async () => {
  const { ports, record } = await interrupted(canary);
  await converge('iris', record, ports);
  const late = beginPromotion(ports, production, { version: '1.0.1', from: '1.0.0', ...run });
  await expect(late).rejects.toMatchObject({ code: 'promotion-forbidden' });
});

test.each([false, true])(
  "a route that is nobody's we know stands and is told once, promoting: %s",
  async (promoting) => {
    const byHand = { ...noRoute, stable: 'by-hand' };
    const { ports, record } = await interrupted(byHand, promoting, canary);
    const sentence = expect.stringMatching(/somebody else moved traffic: the target routes .*by-hand/);
    expect(await converge('iris', record, ports)).toMatchObject({ outcome: 'unknown', sentence });
    expect(await converge('iris', record, ports)).toMatchObject({ outcome: 'unknown', sentence });
    expect(ports.target.calls.filter((call) => call !== 'observe')).toEqual([]);
    expect(ports.target.live).toEqual(byHand);
    expect(ports.announced).toEqual([sentence]);
    expect(await readRollout(ports.store, 'iris')).toMatchObject({ state: 'foreign' });
    expect(await readChannel(ports.store, production)).toMatchObject({ current: '1.0.0', promoting: null });
  },
);

test('without a champion, going back is to serve nothing', async () => {
  const first = { stable: null, candidate: 'v-1.0.1', candidatePercent: 100 };
  const { ports, record } = await interrupted(first, false, first, noRoute);
  const { sentence } = await converge('iris', record, ports);
  expect(sentence).toBe('nothing serves, as before');
  expect(ports.target.live).toEqual(noRoute);
});

test('however a promotion and its recoveries overlap, traffic, channel and record tell the same end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { ports, record } = await interrupted(canary);
      const store = interleaved(ports.store, scheduler);
      const move = beginPromotion({ ...ports, store }, production, { version: '1.0.1', from: '1.0.0', ...run });
      const all = Promise.allSettled([move, ...[1, 2].map(() => converge('iris', record, { ...ports, store }))]);
      await scheduler.waitFor(all);
      // Whoever lost a race is told and asks again: the watchdog comes after the reaper.
      await converge('iris', record, ports);
      const { current, promoting } = await readChannel(ports.store, production);
      expect(promoting).toBeNull();
      expect(ports.target.live).toEqual({ ...noRoute, stable: `v-${current}` });
      const state = (await readRollout(ports.store, 'iris'))?.state;
      expect(state).toBe(current === '1.0.1' ? 'promoted' : 'rolled_back');
    }),
    { numRuns: 50 },
  );
});
