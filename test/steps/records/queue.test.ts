import fc from 'fast-check';
import type { RunRequest } from '../../../lib/core/run.ts';
import { dequeue, enqueue, peekNext } from '../../../lib/steps/records/queue.ts';
import { interleaved } from '../../support/interleaved.ts';
import { MemoryStore } from '../../support/memory-store.ts';

function request(cause: string, attempt = 1): RunRequest {
  return {
    runId: `data-${cause}-${attempt}`,
    pipeline: 'iris',
    machine: 'delivery',
    trigger: { kind: 'data', detail: 'incoming/iris/' },
    cause,
    attempt,
    snapshot: 'abc',
    source: { digest: 'def', commit: null },
    requestedAt: '2026-01-01T00:00:00.000Z',
  };
}

test('who came first is next until taken out', async () => {
  const store = new MemoryStore();
  expect(await peekNext(store, 'iris')).toBeUndefined();
  for (const cause of ['b', 'a', 'c', 'b']) await enqueue(store, 'iris', request(cause));
  expect(await peekNext(store, 'iris')).toEqual(request('b'));
  expect(await peekNext(store, 'other')).toBeUndefined();
  await dequeue(store, 'iris', 'data-b-1');
  await dequeue(store, 'iris', 'data-b-1');
  expect(await peekNext(store, 'iris')).toEqual(request('a'));
  await dequeue(store, 'iris', 'data-c-1');
  await dequeue(store, 'iris', 'data-a-1');
  expect(await peekNext(store, 'iris')).toBeUndefined();
});

test('a run that was woken and has to wait again keeps its place, and is not lost with its old entry', async () => {
  const store = new MemoryStore();
  for (const cause of ['a', 'b']) await enqueue(store, 'iris', request(cause));
  await enqueue(store, 'iris', request('a', 2));
  await enqueue(store, 'iris', request('a', 1));
  await dequeue(store, 'iris', 'data-a-1');
  expect(await peekNext(store, 'iris')).toEqual(request('a', 2));
});

test('a run that was woken, and lost its turn to a newcomer, is the next again', async () => {
  const store = new MemoryStore();
  const hours: Array<[string, number]> = [
    ['b', 2],
    ['c', 3],
    ['a', 1],
  ];
  for (const [cause, hour] of hours)
    await enqueue(store, 'iris', { ...request(cause), requestedAt: `2026-01-01T0${hour}:00:00.000Z` });
  expect((await peekNext(store, 'iris'))?.cause).toBe('a');
});

test('every cause gets its turn exactly once, however many ask at once', async () => {
  const causes = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), causes, async (scheduler, asked) => {
      const plain = new MemoryStore();
      const store = interleaved(plain, scheduler);
      await scheduler.waitFor(Promise.all(asked.map((cause) => enqueue(store, 'iris', request(cause)))));
      const served: string[] = [];
      for (let next = await peekNext(plain, 'iris'); next; next = await peekNext(plain, 'iris')) {
        served.push(next.cause);
        await dequeue(plain, 'iris', next.runId);
      }
      expect(served.sort()).toEqual([...new Set(asked)].sort());
    }),
  );
});
