import { content, ended, ending, promoted, takenBack } from './ending.ts';
import { statesOf } from './histories.ts';
import type { ScenarioPlace } from './place.ts';
import { assembly, championPlace } from './scenario.ts';
import { drops } from './workloads.ts';

/** Does this once, in the middle of the rollout's n-th wait for traffic. */
function inBake(place: ScenarioPlace, nth: number, act: () => Promise<unknown>): void {
  let waits = 0;
  place.timer.atWait = async () => {
    if (place.origin.target.live.candidate === null) return;
    waits += 1;
    if (waits === nth) await act();
  };
}

test('an operator promotes in the middle of a canary, and the run ends as released', async () => {
  const place = await championPlace();
  inBake(place, 1, async () =>
    expect(await place.operate('operator-1', { operation: 'promote' })).toMatchObject({
      sentence: 'ada promoted it: 1.0.1 serves all traffic in place of 1.0.0; its run ends as released',
    }),
  );
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.0\.1/),
    ...promoted('1.0.0', '1.0.1'),
  });
});

test.each(['abort', 'rollback'] as const)(
  'an operator says %s, and the run ends as rolled back by them',
  async (operation) => {
    const place = await championPlace();
    inBake(place, 2, async () =>
      expect(await place.operate('operator-1', { operation })).toMatchObject({ from: '1.0.0', to: '1.0.0' }),
    );
    const { runId } = await place.drop(drops.more);
    await place.drain();
    expect(await ending(place, runId)).toEqual({
      ...ended(
        'rolled_back',
        'rollout',
        /took 1\.0\.1 back at 10 % of the traffic: ada (aborted the rollout|rolled back)/,
      ),
      ...takenBack('1.0.1'),
    });
  },
);

test('going to an older release from within a rollout takes it back first, and its run ends as rolled back', async () => {
  const place = await championPlace();
  await place.drop(drops.more);
  await place.drain();
  inBake(place, 1, () => place.rollback('operator-1', '1.0.0'));
  const { runId } = await place.drop(drops.first);
  await place.drain();
  expect(await ending(place, runId)).toMatchObject({
    ...ended('rolled_back', 'rollout', /took 1\.0\.2 back.*ada rolled back; 1\.0\.0 serves on/),
    channel: { current: '1.0.0', history: ['1.0.0', '1.0.1', '1.0.0'] },
    lease: 'free',
    waiting: null,
    route: { stable: '1.0.0', candidate: null },
  });
});

/** Executions of Watch end after so few looks. */
async function shortWatches(looks: number): Promise<() => void> {
  // biome-ignore lint/suspicious/noExplicitAny: states of a definition differ by type.
  const { Decision } = ((await assembly()).machines.watch.definition as { States: Record<string, any> }).States;
  const limit = Decision.Choices[0].And[1];
  const before = limit.NumericLessThan;
  limit.NumericLessThan = looks;
  return () => {
    limit.NumericLessThan = before;
  };
}

test('a paused rollout stays where it is for longer than a watch lasts, and is released once it goes on', async () => {
  const restore = await shortWatches(10);
  const place = await championPlace();
  const { target } = place.origin;
  let waits = 0;
  place.timer.atWait = async () => {
    if (target.live.candidate === null) return;
    waits += 1;
    if (waits === 1) await place.operate('operator-1', { operation: 'pause' });
    if (waits < 25) expect(target.live.candidatePercent).toBe(10);
    if (waits === 25) await place.operate('operator-2', { operation: 'resume' });
  };
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toMatchObject({ outcome: 'released', ...promoted('1.0.0', '1.0.1') });
  const watches = (await statesOf(place, runId)).filter((state) => state === 'Watch');
  restore();
  // Of 10 looks, 10 and 5 or more at 10 %, and one at 50 %.
  expect(watches).toHaveLength(4);
});

test('a target that takes its time is waited for at every step, and at the end', async () => {
  const place = await championPlace();
  place.origin.target.takes = 4;
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, runId)).toEqual({
    ...ended('released', null, /^released 1\.0\.1/),
    ...promoted('1.0.0', '1.0.1'),
  });
  const states = await statesOf(place, runId);
  expect(states).toEqual(expect.arrayContaining(['WaitToShift', 'WaitToPromote']));
});

test('an operator who comes while a slow target moves is told that it goes on, and asks until it is done', async () => {
  const place = await championPlace();
  place.origin.target.takes = 3;
  const told: string[] = [];
  inBake(place, 1, async () => {
    for (let asked = 0; asked < 10; asked += 1) {
      const { progress } = await place.operate(`operator-${asked}`, { operation: 'abort' });
      told.push(progress);
      if (progress === 'done') return;
    }
  });
  const { runId } = await place.drop(drops.more);
  await place.drain();
  expect(told.at(0)).toBe('pending');
  expect(told.at(-1)).toBe('done');
  expect(await ending(place, runId)).toMatchObject({ outcome: 'rolled_back', ...takenBack('1.0.1') });
});

test('traffic that somebody moves during a canary stands: the run is broken, says so, and people are paged once', async () => {
  const place = await championPlace();
  const byHand = { stable: 'by-hand', candidate: null, candidatePercent: 0 };
  inBake(place, 1, async () => place.origin.target.meddle(byHand));
  const { runId } = await place.drop(drops.more);
  await place.drain();
  await place.recover();
  expect(await ending(place, runId)).toMatchObject({
    ...ended('broken', null, /somebody else moved traffic: the target routes .*by-hand/, 'FAILED'),
    rollout: '1.0.1 foreign',
    route: byHand,
  });
  expect(place.announced.filter((kind) => kind === 'foreign-writer')).toHaveLength(1);
  const next = await place.drop(drops.first);
  await place.drain();
  expect(await ending(place, next.runId)).toMatchObject({ outcome: 'broken', route: byHand });
  expect((await content(place)).channel.current).toBe('1.0.0');
});
