import fc from 'fast-check';
import { beginPromotion, finishPromotion, forbidPromotion, readChannel } from '../../../lib/steps/records/channel.ts';
import { FixedClock } from '../../support/clock.ts';
import { interleaved } from '../../support/interleaved.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const first = { version: '1.0.0', from: null, runId: 'run-1', token: 1 };
const second = { version: '1.0.1', from: '1.0.0', runId: 'run-2', token: 2 };
const promoted = { reason: 'promoted' as const };

async function releasedOnce() {
  const ports = { store: new MemoryStore(), clock: new FixedClock() };
  await beginPromotion(ports, 'production', first);
  await finishPromotion(ports, 'production', { ...first, ...promoted });
  return ports;
}

test('a channel that was never moved is at no release', async () => {
  expect(await readChannel(new MemoryStore(), 'production')).toEqual({
    current: null,
    promoting: null,
    forbidden: null,
    token: 0,
    history: [],
  });
});

test('a promotion is announced, then done, and done again without a trace', async () => {
  const ports = await releasedOnce();
  const announced = await beginPromotion(ports, 'production', second);
  expect(announced).toMatchObject({
    current: '1.0.0',
    promoting: { version: '1.0.1', from: '1.0.0', runId: 'run-2' },
    token: 2,
  });
  expect(await beginPromotion(ports, 'production', second)).toEqual(announced);
  const done = await finishPromotion(ports, 'production', { ...second, ...promoted });
  expect(done).toMatchObject({ current: '1.0.1', promoting: null, token: 2 });
  expect(done.history.map(({ version, reason }) => `${version} ${reason}`)).toEqual([
    '1.0.0 promoted',
    '1.0.1 promoted',
  ]);
  expect(await finishPromotion(ports, 'production', { ...second, ...promoted })).toEqual(done);
  expect(await beginPromotion(ports, 'production', second)).toEqual(done);
});

test('going back to an older release is a move like any other', async () => {
  const ports = await releasedOnce();
  await beginPromotion(ports, 'production', second);
  await finishPromotion(ports, 'production', { ...second, ...promoted });
  const back = { version: '1.0.0', from: '1.0.1', runId: 'rollback-1', token: 3 };
  await beginPromotion(ports, 'production', back);
  const channel = await finishPromotion(ports, 'production', { ...back, reason: 'rolled_back' });
  expect(channel).toMatchObject({ current: '1.0.0', history: [{}, {}, { version: '1.0.0', reason: 'rolled_back' }] });
});

test('a candidate judged against another champion is not promoted', async () => {
  const ports = await releasedOnce();
  const wrong = beginPromotion(ports, 'production', { ...second, from: '0.9.0' });
  await expect(wrong).rejects.toMatchObject({ code: 'champion-changed' });
});

test('nobody announces a move over another, and what was not announced cannot be finished', async () => {
  const ports = await releasedOnce();
  await beginPromotion(ports, 'production', second);
  const third = { ...second, version: '1.0.2', runId: 'run-3', token: 3 };
  await expect(beginPromotion(ports, 'production', third)).rejects.toMatchObject({ code: 'champion-changed' });
  const finishing = finishPromotion(ports, 'production', { ...third, ...promoted });
  await expect(finishing).rejects.toMatchObject({ code: 'champion-changed' });
  expect((await readChannel(ports.store, 'production')).promoting).toMatchObject({ runId: 'run-2' });
});

test('a stale run cannot move the channel', async () => {
  const ports = await releasedOnce();
  await beginPromotion(ports, 'production', second);
  await finishPromotion(ports, 'production', { ...second, ...promoted });
  const stale = beginPromotion(ports, 'production', { ...second, version: '1.0.2', runId: 'stale', token: 1 });
  await expect(stale).rejects.toMatchObject({ code: 'stale-token' });
});

test('recovery goes forward once a move is announced, and back for good before', async () => {
  const ports = await releasedOnce();
  expect(await forbidPromotion(ports, 'production', first)).toBe('forward');
  expect(await forbidPromotion(ports, 'production', second)).toBe('back');
  expect(await forbidPromotion(ports, 'production', second)).toBe('back');
  await expect(beginPromotion(ports, 'production', second)).rejects.toMatchObject({ code: 'promotion-forbidden' });
  const third = { version: '1.0.2', from: '1.0.0', runId: 'run-3', token: 3 };
  expect(await forbidPromotion(ports, 'production', third)).toBe('back');
  await expect(beginPromotion(ports, 'production', second)).rejects.toMatchObject({ code: 'stale-token' });
  const fourth = { version: '1.0.3', from: '1.0.0', runId: 'run-4', token: 4 };
  await beginPromotion(ports, 'production', fourth);
  expect(await forbidPromotion(ports, 'production', fourth)).toBe('forward');
  expect(await forbidPromotion(ports, 'production', second)).toBe('back');
  expect(await readChannel(ports.store, 'production')).toMatchObject({ promoting: { runId: 'run-4' }, token: 4 });
});

test('a run and any number of recoveries of it agree on the direction, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), async (scheduler, recoveries) => {
      const { store: plain, clock } = await releasedOnce();
      const ports = { store: interleaved(plain, scheduler), clock };
      const announced = beginPromotion(ports, 'production', second).then(
        () => 'forward',
        () => 'back',
      );
      const decided = Array.from({ length: recoveries }, () => forbidPromotion(ports, 'production', second));
      const directions = await scheduler.waitFor(Promise.all([announced, ...decided]));
      expect(new Set(directions).size).toBe(1);
      const { promoting } = await readChannel(plain, 'production');
      expect(promoting ? 'forward' : 'back').toBe(directions[0]);
    }),
    { numRuns: 200 },
  );
});

test('no interleaving lets an older run overwrite a newer release', async () => {
  const tokens = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), tokens, async (scheduler, runs) => {
      const plain = new MemoryStore();
      const ports = { store: interleaved(plain, scheduler), clock: new FixedClock() };
      const attempt = async (token: number) => {
        const { current } = await readChannel(ports.store, 'production');
        const move = { version: `1.0.${token}`, from: current, runId: `run-${token}`, token };
        await beginPromotion(ports, 'production', move);
        await Promise.all([1, 2].map(() => finishPromotion(ports, 'production', { ...move, ...promoted })));
      };
      const ends = await scheduler.waitFor(Promise.allSettled(runs.map(attempt)));
      const { current, promoting, history } = await readChannel(plain, 'production');
      const order = history.map(({ runId }) => Number(runId.slice(4)));
      expect(order).toEqual([...order].sort((x, y) => x - y));
      expect(order).toHaveLength(ends.filter(({ status }) => status === 'fulfilled').length);
      expect({ current, promoting }).toEqual({ current: `1.0.${order.at(-1)}`, promoting: null });
    }),
    { numRuns: 200 },
  );
});
