import { layout } from '../../lib/core/store-layout.ts';
import { readManifest } from '../../lib/steps/support/champion.ts';
import { ended, ending, promoted } from './ending.ts';
import { largestState, statesOf } from './histories.ts';
import { championPlace, emptyPlace } from './scenario.ts';
import { drops, iris, pushed } from './workloads.ts';

test('the first good drop becomes 1.0.0, and all traffic goes to it', async () => {
  const place = await emptyPlace();
  const { runId } = await place.drop(drops.first);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.0\.0: every gate passed/),
    ...promoted('1.0.0'),
  });
  expect(place.projects.ran).toEqual(['checks', 'image', 'train']);
  expect(place.announced).toEqual(['released', 'released']);
  // Every scenario looks at this when it ends; here, that there is something to look at.
  expect((await largestState(place)).bytes).toBeGreaterThan(1_000);
});

test('a second release goes through the canary, by 10 and 50 %, with the champion beside it', async () => {
  const place = await championPlace();
  const { runId } = await place.drop(drops.more, await pushed());
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.1\.0: every gate passed/),
    ...promoted('1.0.0', '1.1.0'),
  });
  const shifts = place.origin.target.calls.filter((call) => call.startsWith('shift'));
  expect(shifts.map((call) => call.split('@')[1])).toEqual(['10', '50', '0']);
});

test('new data with old code is a patch release, and skips Checks and Image', async () => {
  const place = await championPlace();
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.0\.1/),
    ...promoted('1.0.0', '1.0.1'),
  });
  expect(place.projects.ran).toEqual(['train']);
  expect(await statesOf(place, runId)).not.toEqual(expect.arrayContaining(['Checks']));
});

test('new code without new data trains on the data of the champion', async () => {
  const place = await championPlace();
  const { runId } = await place.request({ trigger: { kind: 'push', detail: 'a change' } }, await pushed());
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.1\.0/),
    ...promoted('1.0.0', '1.1.0'),
  });
});

test('the same code on the same data is proven again and moves no traffic: it serves already', async () => {
  const place = await championPlace();
  const { store } = place.origin;
  const model = await store.get(layout.model((await readManifest(store, '1.0.0')).servable.modelDigest));
  place.around.set('train', async (train) => {
    const ran = await train();
    await store.put(layout.trainedModel(runId), model?.bytes ?? '');
    return ran;
  });
  const { runId } = await place.request({ trigger: { kind: 'manual', detail: 'once more' } }, await iris());
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('passed', null, /nothing was released, since 1\.0\.0 serves, of the same code, image and model$/),
    ...promoted('1.0.0'),
  });
  expect(place.origin.target.calls.filter((call) => call.startsWith('shift'))).toEqual([]);
  expect(await statesOf(place, runId)).not.toEqual(expect.arrayContaining(['CutRelease']));
});

test('a first release that nobody calls yet is released all the same: there was nothing to call', async () => {
  const place = await emptyPlace();
  place.metrics.requestsPerSecond = 0;
  const { runId } = await place.drop(drops.first);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.0\.0/),
    ...promoted('1.0.0'),
  });
});
