import { layout } from '../../../lib/core/store-layout.ts';
import { enqueue, peekNext } from '../../../lib/steps/records/queue.ts';
import { wakeNext } from '../../../lib/steps/support/wake.ts';
import { request, world } from '../world.ts';

test('with nobody waiting, nothing starts', async () => {
  const ports = world();
  expect(await wakeNext('iris', ports)).toBeUndefined();
  expect(ports.executions.started).toEqual([]);
});

test('who waited longest starts under its next attempt, with a request of its own', async () => {
  const ports = world();
  await enqueue(ports.store, 'iris', request({ runId: 'data-a-1', cause: 'a' }));
  await enqueue(ports.store, 'iris', request({ runId: 'data-b-1', cause: 'b' }));
  expect(await wakeNext('iris', ports)).toBe('data-a-2');
  expect(ports.executions.started).toEqual(['data-a-2']);
  const stored = JSON.parse(new TextDecoder().decode((await ports.store.get(layout.request('data-a-2')))?.bytes));
  expect(stored).toMatchObject({ runId: 'data-a-2', attempt: 2, cause: 'a' });
  expect(await peekNext(ports.store, 'iris')).toMatchObject({ runId: 'data-b-1' });
});

test('when starting fails it waits on, and the next who wakes starts it once', async () => {
  const ports = world();
  await enqueue(ports.store, 'iris', request({ runId: 'data-a-1', cause: 'a' }));
  const start = jest.spyOn(ports.executions, 'start').mockRejectedValueOnce(new Error('throttled'));
  await expect(wakeNext('iris', ports)).rejects.toThrow('throttled');
  expect(await peekNext(ports.store, 'iris')).toMatchObject({ runId: 'data-a-1' });
  await Promise.all([wakeNext('iris', ports), wakeNext('iris', ports)]);
  expect(start).toHaveBeenCalled();
  expect(ports.executions.started).toEqual(['data-a-2']);
  expect(await peekNext(ports.store, 'iris')).toBeUndefined();
});
