import { readChannel } from '../../lib/steps/records/channel.ts';
import { production } from '../../lib/steps/support/champion.ts';
import { content, ending, promoted } from './ending.ts';
import { statesOf } from './histories.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace } from './scenario.ts';
import { drops } from './workloads.ts';

/** 1.0.1 serves, after 1.0.0. */
async function secondPlace(): Promise<ScenarioPlace> {
  const place = await championPlace();
  await place.drop(drops.more);
  await place.drain();
  expect(await content(place)).toEqual(promoted('1.0.0', '1.0.1'));
  return place;
}

const back = {
  ...promoted('1.0.0', '1.0.1'),
  channel: { current: '1.0.0', promoting: null, history: ['1.0.0', '1.0.1', '1.0.0'] },
  rollout: '1.0.0 promoted',
  route: { stable: '1.0.0', candidate: null, candidatePercent: 0 },
};

test('an operator goes back to the release before, and forward again', async () => {
  const place = await secondPlace();
  expect(await place.rollback('rollback-1')).toMatchObject({ from: '1.0.1', to: '1.0.0' });
  expect(await content(place)).toEqual(back);
  expect(await place.rollback('rollback-2', '1.0.1')).toMatchObject({ from: '1.0.0', to: '1.0.1' });
  expect(await content(place)).toMatchObject({
    channel: { current: '1.0.1' },
    route: { stable: '1.0.1' },
    lease: 'free',
  });
});

test.each([
  ['a version that never was', '7.0.0'],
  ['one that was taken back', '1.0.2'],
])('%s is refused, and nothing moves', async (_, version) => {
  const place = await secondPlace();
  place.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  await place.drop(drops.first);
  await place.drain();
  const before = await content(place);
  await expect(place.rollback('rollback-1', version)).rejects.toMatchObject({
    code: 'version-unknown',
    message: `"${version}" never served; these did: 1.0.1, 1.0.0`,
  });
  expect(await content(place)).toEqual(before);
});

test('there is no way back from the only release', async () => {
  const place = await championPlace();
  await expect(place.rollback('rollback-1')).rejects.toMatchObject({ code: 'no-way-back' });
  expect(await content(place)).toEqual(promoted('1.0.0'));
});

test('a rollback waits for no run: one that is proven meanwhile is judged again against what serves by then', async () => {
  const place = await secondPlace();
  place.around.set('judge-model', async (run) => {
    place.around.delete('judge-model');
    expect(await place.rollback('operator-1')).toMatchObject({ from: '1.0.1', to: '1.0.0' });
    return run();
  });
  const { runId } = await place.drop(drops.first);
  await place.drain();
  const states = await statesOf(place, runId);
  expect(states.filter((state) => state === 'Score')).toHaveLength(2);
  expect(await ending(place, runId)).toMatchObject({
    outcome: 'released',
    channel: { current: '1.0.2', promoting: null, history: ['1.0.0', '1.0.1', '1.0.0', '1.0.2'] },
    lease: 'free',
    waiting: null,
    route: { stable: '1.0.2', candidate: null },
  });
});

/** A rollback whose process is killed when it is about to move traffic. */
async function killedHalfWay(place: ScenarioPlace): Promise<void> {
  const { target } = place.origin;
  const moving = Promise.withResolvers<void>();
  target.before = (call) => {
    if (call !== 'shift') return;
    target.before = () => {};
    moving.resolve();
    return new Promise(() => {});
  };
  void place.rollback('rollback-1');
  await moving.promise;
  expect((await content(place)).channel.promoting).toBe('1.0.0');
  place.executions.killed.add(place.arn('rollback-1'));
}

test('a rollback that was killed half-way is finished by recovery, as a rollback', async () => {
  const place = await secondPlace();
  await killedHalfWay(place);
  await Promise.all([place.recover(), place.recover()]);
  expect(await content(place)).toEqual(back);
  const { history } = await readChannel(place.origin.store, production);
  expect(history.map(({ reason }) => reason)).toEqual(['promoted', 'promoted', 'rolled_back']);
  expect(await place.recover()).toEqual([]);
});

test('who waited for a killed rollback is woken by recovery', async () => {
  const place = await secondPlace();
  await killedHalfWay(place);
  place.executions.killed.clear();
  const { runId } = await place.drop(drops.first);
  await place.run({ runId });
  expect(await content(place)).toMatchObject({ waiting: runId });
  place.executions.killed.add(place.arn('rollback-1'));
  await place.recover();
  await place.drain();
  expect(await ending(place, runId.replace(/-1$/, '-2'))).toMatchObject({
    outcome: 'released',
    channel: { current: '1.0.2' },
    lease: 'free',
    waiting: null,
    route: { stable: '1.0.2' },
  });
});

test('a rollback from traffic that was moved by hand is refused before it changes anything', async () => {
  const place = await secondPlace();
  const before = await content(place);
  const byHand = { stable: 'by-hand', candidate: null, candidatePercent: 0 };
  place.origin.target.meddle(byHand);
  await expect(place.rollback('rollback-1')).rejects.toMatchObject({ code: 'foreign-writer' });
  expect(await content(place)).toEqual({ ...before, route: byHand });
});

test('a rollback whose call fails half-way is finished, since it was decided', async () => {
  const place = await secondPlace();
  const { target } = place.origin;
  target.before = (call) => {
    if (call !== 'shift') return;
    target.before = () => {};
    throw new Error('no network');
  };
  await expect(place.rollback('rollback-1')).resolves.toMatchObject({ to: '1.0.0' });
  expect(await content(place)).toEqual(back);
});
