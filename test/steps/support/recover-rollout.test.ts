import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import type { ObjectStore } from '../../../lib/ports.ts';
import { noteForeign, standingNote } from '../../../lib/steps/records/foreign-note.ts';
import { rolloutShift } from '../../../lib/steps/rollout-shift.ts';
import { recoverRollout } from '../../../lib/steps/support/recover-rollout.ts';
import { candidateCut, openGoingOn, shiftedTo } from '../rollout.ts';
import { served } from '../world.ts';

test('without a rollout, or with a finished one, there is nothing to do', async () => {
  expect(await recoverRollout('iris', await served())).toEqual([]);
  const { ports, input } = await shiftedTo(0);
  await recoverRollout('iris', ports, input.executionArn);
  expect(await recoverRollout('iris', ports, input.executionArn)).toEqual([]);
});

test('a write of a killed call that comes after recovery is taken back, and nobody is paged for it', async () => {
  const { ports, input } = await shiftedTo(0);
  const stalled = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  ports.target.between = () => {
    ports.target.between = undefined;
    stalled.resolve();
    return goOn.promise;
  };
  const dead = rolloutShift({ ...input, step: 1 }, { ...ports, store: silentAfter(ports.store, goOn.promise) });
  await stalled.promise;
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  await recoverRollout('iris', ports);
  goOn.resolve();
  await expect(dead).rejects.toThrow('killed');
  expect(ports.target.live.candidatePercent).toBe(50);
  expect(await recoverRollout('iris', ports)).toEqual([
    'a write that came late was taken back: all traffic is on 1.0.0',
  ]);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
  expect(ports.announced).toEqual([]);
});

test('what a target went on with by itself after a late write is taken back too, all the way', async () => {
  const { ports, input } = await candidateCut();
  await openGoingOn(ports, input);
  let late = () => {};
  ports.target.before = (call) => {
    if (call !== 'shift') return;
    ports.target.before = () => {};
    late = () => ports.target.meddle({ ...noRoute, stable: 'v-1.0.1' });
    throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  };
  await expect(rolloutShift({ ...input, step: 0 }, ports)).rejects.toThrow('no answer');
  await recoverRollout('iris', ports, input.executionArn);
  late();
  expect(await recoverRollout('iris', ports)).toEqual([
    'a write that came late was taken back: all traffic is on 1.0.0',
  ]);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
  expect(ports.announced).toEqual([]);
});

test('what was noted a moment ago is told by whoever noted it; by anybody once they must be gone', async () => {
  const { ports, input } = await shiftedTo(0);
  await recoverRollout('iris', ports, input.executionArn);
  const seenAt = ports.clock.now().toISOString();
  const live = { ...noRoute, stable: 'v-1.0.1' };
  await noteForeign(ports.store, 'iris', { live, expected: ports.target.live, seenAt });
  const told: number[] = [];
  for (const seconds of [1, 100, 30, 300]) {
    ports.clock.advance(seconds);
    await recoverRollout('iris', ports);
    told.push(ports.announced.length);
  }
  expect(told).toEqual([0, 0, 1, 1]);
  expect(await standingNote(ports.store, 'iris')).toBeUndefined();
});

test('a candidate that somebody gives traffic after its rollout was taken back is theirs', async () => {
  const { ports, input } = await shiftedTo(0);
  const byHand = ports.target.live;
  await recoverRollout('iris', ports, input.executionArn);
  ports.target.meddle(byHand);
  expect(await recoverRollout('iris', ports)).toEqual([]);
  expect(ports.target.live).toEqual(byHand);
  expect(ports.announced).toHaveLength(1);
});

/** A process that writes nothing any more once it was killed. */
function silentAfter(store: ObjectStore, killed: Promise<void>): ObjectStore {
  let dead = false;
  void killed.then(() => {
    dead = true;
  });
  return {
    get: (key) => store.get(key),
    put: async (...args) => {
      if (dead) throw new Error('killed');
      return store.put(...args);
    },
    list: (prefix) => store.list(prefix),
    download: (...args) => store.download(...args),
  };
}

test('it is known to whom the way back belongs: another execution that ended is no reason', async () => {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'RUNNING');
  expect(await recoverRollout('iris', ports, 'arn:another')).toEqual([]);
  expect(ports.target.live.candidatePercent).toBe(10);
});

test("what nobody knows any more, as an operator's rollback that died, is gone after 15 minutes", async () => {
  const { ports } = await shiftedTo(0);
  ports.clock.advance(15 * 60);
  expect(await recoverRollout('iris', ports)).toEqual([]);
  ports.clock.advance(1);
  expect(await recoverRollout('iris', ports)).toHaveLength(1);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
});
