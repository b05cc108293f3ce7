import { layout } from '../../lib/core/store-layout.ts';
import { content, ended, ending, keys, promoted } from './ending.ts';
import { statesOf } from './histories.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace, emptyPlace } from './scenario.ts';
import { drops, pushed } from './workloads.ts';

/** Lets `work` happen while the next run trains, once. */
function whileTraining(place: ScenarioPlace, work: () => Promise<unknown>): void {
  place.projects.during = async (name) => {
    if (name !== 'train') return;
    place.projects.during = () => {};
    await work();
  };
}

test('an older request is superseded once a newer one of its kind was released', async () => {
  const place = await championPlace();
  const older = await place.drop(drops.first, await pushed());
  const newer = await place.drop(drops.more);
  await place.run(newer);
  await place.run(older);
  expect(await ending(place, older.runId)).toEqual({
    ...ended('superseded', null, /made this run pointless: release 1\.0\.1 came from a later .*; 1\.0\.1 serves on/),
    ...promoted('1.0.0', '1.0.1'),
  });
  expect(await statesOf(place, older.runId)).not.toContain('Train');
});

test('a run that finds the lease held is requeued, woken by the holder, and released', async () => {
  const place = await championPlace();
  const first = await place.drop(drops.more);
  const second = await place.drop(drops.more, await pushed());
  whileTraining(place, async () => {
    await place.run(second);
    expect(await ending(place, second.runId)).toEqual({
      ...ended('requeued', null, /this one waits and starts by itself/),
      ...promoted('1.0.0'),
      lease: place.arn(first.runId),
      waiting: second.runId,
    });
  });
  await place.run(first);
  expect(await ending(place, first.runId)).toMatchObject({ outcome: 'released', lease: 'free', waiting: null });
  await place.drain();
  const woken = second.runId.replace(/-1$/, '-2');
  expect(await ending(place, woken)).toEqual({
    ...ended('released', null, /^released 1\.1\.0/),
    ...promoted('1.0.0', '1.0.1', '1.1.0'),
  });
});

test('runs that wait are woken one after the other, in the order in which they came', async () => {
  const place = await championPlace();
  const holder = await place.drop(drops.more);
  const waiting = [
    await place.drop(drops.more, await pushed('# b\n')),
    await place.drop(drops.more, await pushed('# a\n')),
  ];
  whileTraining(place, async () => {
    for (const run of waiting) await place.run(run);
  });
  await place.run(holder);
  await place.drain();
  const { channel, ...rest } = await content(place);
  expect(channel.history).toEqual(['1.0.0', '1.0.1', '1.1.0', '1.2.0']);
  expect(rest).toMatchObject({ lease: 'free', waiting: null, route: { stable: '1.2.0' } });
  for (const [index, { runId }] of waiting.entries()) {
    const woken = runId.replace(/-1$/, '-2');
    expect(await ending(place, woken)).toMatchObject({
      outcome: 'released',
      sentence: expect.stringContaining(`1.${index + 1}.0`),
    });
  }
});

test('the holder wakes whoever waits however it ends: here, broken', async () => {
  const place = await championPlace();
  const first = await place.drop(drops.more);
  const second = await place.drop(drops.more, await pushed());
  whileTraining(place, async () => {
    await place.run(second);
    throw new Error('the disk is full');
  });
  await place.run(first);
  await place.drain();
  expect(await ending(place, first.runId)).toMatchObject({ outcome: 'broken' });
  expect(await ending(place, second.runId.replace(/-1$/, '-2'))).toEqual({
    ...ended('released', null, /^released 1\.1\.0/),
    ...promoted('1.0.0', '1.1.0'),
  });
});

test('an event that comes twice, before or after its run, starts one run', async () => {
  const place = await emptyPlace();
  await place.origin.data.put('incoming/iris/a/iris.csv', drops.first);
  const event = { trigger: { kind: 'data' as const, detail: 'a' }, prefix: 'incoming/iris/a/' };
  const [one, two] = await Promise.all([1, 2].map(() => place.request(event, place.origin.source)));
  expect([one?.status, two?.status].sort()).toEqual(['already', 'started']);
  await place.drain();
  expect(await place.request(event, place.origin.source)).toEqual({ status: 'already', runId: one?.runId });
  await place.drain();
  expect(await content(place)).toEqual(promoted('1.0.0'));
  const requests = (await keys(place.origin.store, 'runs/')).filter((key) => key.endsWith('/request.json'));
  expect(requests).toEqual([layout.request(one?.runId ?? '')]);
});

test('a broken run, and only a broken one, gets another attempt', async () => {
  const place = await championPlace();
  await place.origin.data.put('incoming/iris/b/iris.csv', drops.more);
  const event = { trigger: { kind: 'data' as const, detail: 'b' }, prefix: 'incoming/iris/b/' };
  place.around.set('rollout-shift', async () => {
    throw new Error('no network');
  });
  const first = await place.request(event, place.origin.source);
  await place.drain();
  expect(await ending(place, first.runId)).toMatchObject({ outcome: 'broken', route: { stable: '1.0.0' } });

  place.around.clear();
  place.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  const second = await place.request(event, place.origin.source);
  await place.drain();
  expect(second).toEqual({ status: 'started', runId: first.runId.replace(/-1$/, '-2') });
  // 1.0.1 was cut by the first attempt, and a version is never used twice.
  expect(await ending(place, second.runId)).toMatchObject({ outcome: 'rolled_back', rollout: '1.0.2 rolled_back' });
  expect(await place.request(event, place.origin.source)).toEqual({ status: 'already', runId: second.runId });
});
