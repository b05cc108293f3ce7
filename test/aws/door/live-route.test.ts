import { LiveRoute } from '../../../lib/aws/door/live-route.ts';
import { readDocument, writeDocument } from '../../../lib/aws/door/route-document.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { mirrored, sticky } from './world.ts';

async function setUp() {
  const store = new MemoryStore();
  const time = { ms: 5_000 };
  const set = async (route: typeof mirrored | null) =>
    writeDocument(store, 'iris', route, await readDocument(store, 'iris'));
  await set(mirrored);
  let reads = 0;
  const get = store.get.bind(store);
  const route = new LiveRoute(store, 'iris', () => time.ms);
  store.get = (key) => {
    reads += 1;
    return get(key);
  };
  return { store, time, set, route, reads: () => reads };
}

test('is read once a second, so that a rollback reaches every instance within one', async () => {
  const { route, time, set, reads } = await setUp();
  for (const at of [5_000, 5_500, 5_999]) {
    time.ms = at;
    expect(await route.now()).toEqual(mirrored);
  }
  expect(reads()).toBe(1);
  await set(null);
  time.ms = 6_000;
  expect(await route.now()).toBeNull();
});

test('a document that is not there leaves everything to the target', async () => {
  expect(await new LiveRoute(new MemoryStore(), 'iris').now()).toBeNull();
});

test.each([
  ['that cannot be read', async () => Promise.reject(new Error('down'))],
  ['that nobody of us wrote', async () => ({ bytes: new TextEncoder().encode('{'), etag: 'e' })],
  ['that does not come', () => new Promise<never>(() => {})],
])('one %s leaves everything to the target, however it was before', async (_, get) => {
  const { route, store, time } = await setUp();
  jest.useFakeTimers();
  await route.now();
  store.get = get;
  time.ms += 1_000;
  const now = route.now();
  await jest.advanceTimersByTimeAsync(1_500);
  expect(await now).toBeNull();
  jest.useRealTimers();
});

test('a store in trouble is waited for once a second, and not by every caller', async () => {
  const { route, store, time } = await setUp();
  let reads = 0;
  store.get = async () => {
    reads += 1;
    time.ms += 1_500;
    throw new Error('slow down');
  };
  for (let call = 0; call < 5; call += 1) await route.now();
  expect(reads).toBe(1);
});

test('is written only over what was read', async () => {
  const { store } = await setUp();
  const first = await readDocument(store, 'iris');
  expect(await writeDocument(store, 'iris', sticky, first)).toBe(true);
  expect(await writeDocument(store, 'iris', null, first)).toBe(false);
  expect((await readDocument(store, 'iris')).route).toEqual(sticky);
  expect(await writeDocument(store, 'other', null, { route: null, etag: null })).toBe(true);
  expect(await writeDocument(store, 'other', sticky, { route: null, etag: null })).toBe(false);
  expect(layout.doorRoute('iris')).toBe('routes/iris.json');
});
