import { ended, ending, promoted, takenBack } from './ending.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace } from './scenario.ts';
import { changed, drops } from './workloads.ts';

async function runDrop(place: ScenarioPlace, source = place.origin.source) {
  const { runId } = await place.drop(drops.more, source);
  await place.drain();
  return ending(place, runId);
}

describe('what cannot be told is not released', () => {
  test('a shard without a profile: nobody looked at that data', async () => {
    const place = await championPlace();
    place.around.set('profile', async () => ({ index: 0, status: 'profiled', rows: 150 }));
    expect(await runDrop(place)).toEqual({
      ...ended('inconclusive', 'data', /1 of 1 files have no profile/),
      ...promoted('1.0.0'),
    });
  });

  test('too few holdout rows', async () => {
    const place = await championPlace();
    const source = await changed('signalbox.yaml', (text) =>
      text.replace('minHoldoutRows: 20', 'minHoldoutRows: 2000'),
    );
    expect(await runDrop(place, source)).toEqual({
      ...ended('inconclusive', 'model', /\d+ holdout rows; at least 2000 are needed/),
      ...promoted('1.0.0'),
    });
  });

  test('a champion that does not answer any more', async () => {
    const place = await championPlace();
    place.scorer.byId.set(place.origin.target.live.stable ?? '', 'failing');
    expect(await runDrop(place)).toEqual({
      ...ended('inconclusive', 'model', /champion 1\.0\.0 did not answer/),
      ...promoted('1.0.0'),
    });
  });

  test('a rollout without traffic: after its patience it goes back', async () => {
    const place = await championPlace();
    place.metrics.requestsPerSecond = 0;
    expect(await runDrop(place)).toEqual({
      ...ended('inconclusive', 'rollout', /took 1\.0\.1 back at 10 %.*only 0 requests in 15 s; 50 are needed/),
      ...takenBack('1.0.1'),
    });
  });
});
