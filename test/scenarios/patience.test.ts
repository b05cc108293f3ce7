import { ended, ending, promoted, takenBack } from './ending.ts';
import type { Around } from './place.ts';
import { championPlace } from './scenario.ts';
import { drops } from './workloads.ts';

/** What no retry but a patient one outlasts. */
const failingAtFirst = (times: number): Around => {
  let left = times;
  return async (run) => {
    left -= 1;
    if (left >= 0) throw new Error('the store answers 503');
    return run();
  };
};

test('a Settle that fails at first is repeated until it comes through', async () => {
  const place = await championPlace();
  place.around.set('settle', failingAtFirst(30));
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.0\.1/),
    ...promoted('1.0.0', '1.0.1'),
  });
});

test('a RollBack that fails at first is repeated until traffic is back', async () => {
  const place = await championPlace();
  place.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  place.around.set('rollout-roll-back', failingAtFirst(30));
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('rolled_back', 'rollout', /took 1\.0\.1 back at 10 %/),
    ...takenBack('1.0.1'),
  });
});

test.each(['before', 'after'] as const)(
  'a Promote that fails %s traffic moved goes forward: the channel said so already',
  async (when) => {
    const place = await championPlace();
    const { target } = place.origin;
    place.around.set('rollout-promote', (run) => {
      target[when] = (call) => {
        if (call !== 'shift') return;
        target[when] = () => {};
        throw new Error('the connection was lost');
      };
      return run();
    });
    const { runId } = await place.drop(drops.more);
    await place.drain();
    expect(await ending(place, runId)).toEqual({
      ...ended('released', null, /^released 1\.0\.1/),
      ...promoted('1.0.0', '1.0.1'),
    });
  },
);
