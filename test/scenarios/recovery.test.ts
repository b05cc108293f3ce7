import { content, ended, ending, promoted, releaseKeys, takenBack } from './ending.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace } from './scenario.ts';
import { drops } from './workloads.ts';

/** Resolves when the run bakes, which then lasts until `goOn`. */
function holdBake(place: ScenarioPlace): { baking: Promise<void>; goOn: () => void } {
  const baking = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  place.timer.atWait = () => {
    baking.resolve();
    return over.promise;
  };
  return { baking: baking.promise, goOn: over.resolve };
}

/** A canary whose process is killed while 1.0.1 carries 10 %. */
async function killedInBake(place: ScenarioPlace) {
  const { baking, goOn } = holdBake(place);
  const { runId } = await place.drop(drops.more);
  const running = place.drain();
  await baking;
  expect(place.origin.target.live.candidatePercent).toBe(10);
  place.executions.killed.add(place.arn(runId));
  return { runId, running, goOn };
}

const recovered = {
  ...ended('broken', null, /stopped, or its process killed, before its end; 1\.0\.0 serves on/, 'ABORTED'),
  ...takenBack('1.0.1'),
};

test('a run that is stopped in its bake is taken back by the watchdog, and recovering again finds nothing', async () => {
  const place = await championPlace();
  const { baking } = holdBake(place);
  const { runId } = await place.drop(drops.more);
  const running = place.drain();
  await baking;
  place.runner.stop('by an operator');
  await running;
  expect(await ending(place, runId)).toEqual(recovered);
  expect(await place.recover()).toEqual([]);
});

test('a killed run is taken back by whoever comes next, once or many at once', async () => {
  const place = await championPlace();
  const { runId } = await killedInBake(place);
  const mended = await Promise.all([1, 2, 3].map(() => place.recover()));
  expect(mended.flat()).toContainEqual(expect.stringMatching(/the rollout of 1\.0\.1 .* was interrupted/));
  expect(await ending(place, runId)).toEqual(recovered);
  expect(await place.recover()).toEqual([]);
  const shifts = place.origin.target.calls.filter((call) => call.startsWith('shift'));
  expect(shifts.slice(1).every((call) => call.endsWith('@0'))).toBe(true);
});

test('a run that wakes up after it was recovered moves nothing any more', async () => {
  const place = await championPlace();
  const { runId, running, goOn } = await killedInBake(place);
  await place.recover();
  goOn();
  await running;
  place.executions.killed.clear();
  expect(await ending(place, runId)).toEqual({ ...recovered, execution: 'FAILED' });
});

test('the next run takes the lease of a killed one over, and its rollout back, before it begins', async () => {
  const place = await championPlace();
  const { runId } = await killedInBake(place);
  place.timer.atWait = () => {};
  const next = await place.drop(drops.first);
  await place.run(next);
  expect(await ending(place, next.runId)).toMatchObject({
    outcome: 'released',
    channel: { current: '1.0.2', promoting: null, history: ['1.0.0', '1.0.2'] },
    lease: 'free',
    rollout: '1.0.2 promoted',
    route: { stable: '1.0.2', candidate: null },
  });
  expect(runId).not.toBe(next.runId);
});

test('killed after the channel went to `promoting`, a run is finished forward', async () => {
  const place = await championPlace();
  const { target } = place.origin;
  const promoting = Promise.withResolvers<void>();
  target.before = (call) => {
    if (call !== 'shift' || target.live.candidatePercent !== 50) return;
    target.before = () => {};
    promoting.resolve();
    return new Promise(() => {});
  };
  const { runId } = await place.drop(drops.more);
  void place.drain();
  await promoting.promise;
  expect((await content(place)).channel).toEqual({ current: '1.0.0', promoting: '1.0.1', history: ['1.0.0'] });
  place.executions.killed.add(place.arn(runId));
  await Promise.all([place.recover(), place.recover()]);
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.0\.1/, 'ABORTED'),
    ...promoted('1.0.0', '1.0.1'),
  });
});

test('traffic that somebody else moved is left alone, told once, and taken over only when an operator says so', async () => {
  const place = await championPlace();
  const { target } = place.origin;
  const { runId } = await killedInBake(place);
  const byHand = { stable: 'by-hand', candidate: null, candidatePercent: 0 };
  target.meddle(byHand);
  await Promise.all([place.recover(), place.recover()]);
  await place.recover();
  expect(await ending(place, runId)).toEqual({ ...recovered, rollout: '1.0.1 foreign', route: byHand });
  expect(place.announced.filter((kind) => kind === 'foreign-writer')).toHaveLength(1);
  await expect(place.rollback('operator-1', '1.0.0')).rejects.toMatchObject({ code: 'foreign-writer' });
  expect(target.live).toEqual(byHand);
  await place.operate('operator-2', { operation: 'rollback', to: '1.0.0', overwrite: true });
  expect(await place.recover()).toEqual([]);
  expect(await content(place)).toMatchObject({
    channel: { current: '1.0.0' },
    route: { stable: '1.0.0' },
    lease: 'free',
  });
});

test('traffic that was moved by hand before a rollout stands: the run is broken and leaves nothing open', async () => {
  const place = await championPlace();
  const byHand = { stable: 'by-hand', candidate: null, candidatePercent: 0 };
  place.origin.target.meddle(byHand);
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('broken', null, /the target routes .*by-hand/, 'FAILED'),
    ...promoted('1.0.0'),
    releases: releaseKeys('1.0.0', '1.0.1'),
    route: byHand,
  });
});
