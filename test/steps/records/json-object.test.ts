import fc from 'fast-check';
import * as z from 'zod';
import { readJson, update, writeOnce } from '../../../lib/steps/records/json-object.ts';
import { forgetful, interleaved } from '../../support/interleaved.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const members = z.strictObject({ members: z.array(z.int()) });
const join = (id: number) => (current: z.infer<typeof members> | undefined) => ({
  members: [...new Set([...(current?.members ?? []), id])],
});

test.each([
  ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
  ['not JSON', Buffer.from('{')],
  ['empty', Buffer.from('')],
  ['of another schema', Buffer.from('{"members":["one"]}')],
])('a record that is %s is reported with its key', async (_, bytes) => {
  const store = new MemoryStore();
  await store.put('leases/iris.json', bytes);
  const reading = readJson(store, 'leases/iris.json', members);
  await expect(reading).rejects.toMatchObject({
    code: 'corrupt-record',
    message: expect.stringContaining('leases/iris.json'),
  });
});

test('content written once stays, whatever the order of its writers', async () => {
  const values = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), values, async (scheduler, writers) => {
      const plain = new MemoryStore();
      const store = interleaved(plain, scheduler);
      const answers = await scheduler.waitFor(
        Promise.all(writers.map((n) => writeOnce(store, 'k', { n }).catch((error) => error.code as string))),
      );
      expect(answers.filter((answer) => answer === 'written')).toHaveLength(1);
      const winner = writers[answers.indexOf('written')];
      expect((await readJson(plain, 'k', z.strictObject({ n: z.int() })))?.value).toEqual({ n: winner });
      expect(answers.filter((answer) => answer !== 'already-written')).toHaveLength(
        writers.filter((n) => n === winner).length,
      );
    }),
  );
});

test('no update is lost, whatever the order of requests and answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 6 }), async (scheduler, count) => {
      const plain = new MemoryStore();
      const store = interleaved(plain, scheduler);
      const ids = Array.from({ length: count }, (_, id) => id);
      await scheduler.waitFor(Promise.all(ids.map((id) => update(store, 'k', members, join(id)))));
      expect((await readJson(plain, 'k', members))?.value.members.sort()).toEqual(ids);
    }),
  );
});

test('an answer that got lost is found out by reading', async () => {
  const plain = new MemoryStore();
  expect(await writeOnce(forgetful(plain, 1), 'once', { a: 1 })).toBe('already');
  expect(await update(forgetful(plain, 2), 'k', members, join(1))).toEqual({ members: [1] });
});

test('a change of undefined leaves the object as it is', async () => {
  const store = new MemoryStore();
  expect(await update(store, 'k', members, () => undefined)).toBeUndefined();
  expect(await store.get('k')).toBeUndefined();
  await update(store, 'k', members, join(1));
  expect(await update(store, 'k', members, () => undefined)).toEqual({ members: [1] });
});

test('an update that never wins gives up', async () => {
  const store = forgetful(new MemoryStore(), Number.POSITIVE_INFINITY);
  await expect(update(store, 'k', members, join(1))).rejects.toMatchObject({ code: 'contended' });
});
