import { ended, ending, promoted, releaseKeys, takenBack } from './ending.ts';
import { statesOf } from './histories.ts';
import { championPlace, emptyPlace } from './scenario.ts';
import { drops, pushed } from './workloads.ts';

test.each([
  [
    'a twentieth of the requests fails',
    { errorRate: 0.05, p99Ms: 20 },
    /took 1\.0\.1 back at 10 %.*fails more than allowed: 10 of 200 requests \(5 %\)/,
  ],
  [
    'answers are slow',
    { errorRate: 0, p99Ms: 900 },
    /took 1\.0\.1 back at 10 %.*99th percentile was above 500 ms in 2 windows/,
  ],
])('the canary goes back to 1.0.0 by itself when %s', async (_, traffic, why) => {
  const place = await championPlace();
  place.metrics.otherwise = traffic;
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({ ...ended('rolled_back', 'rollout', why), ...takenBack('1.0.1') });
  expect(await statesOf(place, runId)).not.toContain('Promote');
});

test('a fault that shows at 50 % only is taken back from there', async () => {
  const place = await championPlace();
  const { target } = place.origin;
  const { otherwise } = place.metrics;
  Object.defineProperty(place.metrics, 'otherwise', {
    get: () => (target.live.candidatePercent === 50 ? { errorRate: 0.2, p99Ms: 20 } : otherwise),
  });
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('rolled_back', 'rollout', /took 1\.0\.1 back at 50 %/),
    ...takenBack('1.0.1'),
  });
});

test('a version that was taken back is never used again', async () => {
  const place = await championPlace();
  place.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  await place.drop(drops.more);
  await place.drain();
  place.metrics.otherwise = { errorRate: 0, p99Ms: 20 };
  const { runId } = await place.request({ trigger: { kind: 'push', detail: 'a fix' } }, await pushed());
  await place.drain();
  expect(await ending(place, runId)).toMatchObject({
    outcome: 'released',
    channel: { current: '1.1.0', history: ['1.0.0', '1.1.0'] },
    route: { stable: '1.1.0', candidate: null },
  });
});

test('a first release that fails goes back to nothing, and the next one may serve', async () => {
  const place = await emptyPlace();
  place.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  const { runId } = await place.drop(drops.first);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('rolled_back', 'rollout', /took 1\.0\.0 back at 100 %.*; nothing serves yet/),
    ...promoted(),
    releases: releaseKeys('1.0.0'),
    rollout: '1.0.0 rolled_back',
  });
  place.metrics.otherwise = { errorRate: 0, p99Ms: 20 };
  const next = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, next.runId)).toMatchObject({
    outcome: 'released',
    channel: { current: '1.1.0', history: ['1.1.0'] },
    route: { stable: '1.1.0' },
  });
});
