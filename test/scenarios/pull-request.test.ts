import { layout } from '../../lib/core/store-layout.ts';
import { ended, ending, keys, promoted } from './ending.ts';
import { pipeline, type ScenarioPlace } from './place.ts';
import { championPlace } from './scenario.ts';
import { pushed, type Source } from './workloads.ts';

const request = (place: ScenarioPlace, source: Source) =>
  place.request({ machine: 'pull_request', trigger: { kind: 'pull_request', detail: '#7' } }, source);

test('a pull request is proven and releases nothing: no lease, no rollout, no traffic moves', async () => {
  const place = await championPlace();
  const leased = await place.origin.store.get(layout.lease(pipeline));
  const run = await request(place, await pushed());
  await place.drain();
  expect(await ending(place, run.runId)).toEqual({
    ...ended('passed', null, /every gate passed; nothing was released/),
    ...promoted('1.0.0'),
  });
  expect(await place.origin.store.get(layout.lease(pipeline))).toEqual(leased);
  expect(place.origin.target.calls.filter((call) => call.startsWith('shift'))).toEqual([]);
  expect(place.projects.ran).toEqual(['checks', 'image', 'train']);
  expect(await keys(place.origin.store, `runs/${run.runId}/`)).toContain(layout.gate(run.runId, 'model'));
});

test('a pull request whose model is worse is rejected', async () => {
  const place = await championPlace();
  place.scorer.otherwise = 'hesitant';
  const run = await request(place, await pushed());
  await place.drain();
  expect(await ending(place, run.runId)).toEqual({
    ...ended('rejected', 'model', /worse by/),
    ...promoted('1.0.0'),
  });
});

test('of two commits of a pull request, the older is superseded when the newer ran first', async () => {
  const place = await championPlace();
  const older = await request(place, await pushed('# one\n'));
  const newer = await request(place, await pushed('# two\n'));
  await place.run(newer);
  await place.run(older);
  expect(await ending(place, newer.runId)).toMatchObject({ outcome: 'passed' });
  expect(await ending(place, older.runId)).toEqual({
    ...ended('superseded', null, /a newer request made this run pointless/),
    ...promoted('1.0.0'),
  });
});
