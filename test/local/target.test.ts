import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layout } from '../../lib/core/store-layout.ts';
import { ensureRouter } from '../../lib/local/router/client.ts';
import { LocalTarget } from '../../lib/local/target.ts';
import { deploymentTargetContract } from '../contracts/deployment-target.ts';
import { nodeWorkloads, storeServable } from '../support/fake-workload.ts';
import { temporaryFolders } from '../support/local-router.ts';
import { MemoryStore } from '../support/memory-store.ts';

const folders = temporaryFolders();
afterEach(() => folders.cleanUp());

async function place() {
  const folder = folders.make();
  const store = new MemoryStore();
  const router = await ensureRouter(folder);
  const target = new LocalTarget(router, store, nodeWorkloads(join(folder, 'cache')));
  return { folder, store, router, target };
}

deploymentTargetContract('LocalTarget', async () => {
  const { store, router, target } = await place();
  return {
    target,
    good: [await storeServable(store, 'a'), await storeServable(store, 'b')],
    broken: await storeServable(store, 'broken', 'FAKE_EXIT=7'),
    prepared: async () => (await router.versions()).map(({ id }) => id),
    close: () => folders.cleanUp(),
  };
});

test('a version that exits at start is not ready, with its last lines', async () => {
  const { store, target } = await place();
  const preparing = target.prepare(await storeServable(store, 'broken', 'FAKE_EXIT=7'));
  await expect(preparing).rejects.toThrow(/exited with code 7 at start.*no module named model/s);
});

test('a source or model whose bytes are not those of its digest is never served', async () => {
  const { store, router, target } = await place();
  const servable = await storeServable(store, 'a');
  const key = layout.model(servable.modelDigest);
  const good = await store.get(key);
  await store.put(key, 'altered');
  await expect(target.prepare(servable)).rejects.toMatchObject({ code: 'digest-mismatch' });
  expect(await router.versions()).toEqual([]);
  await store.put(key, good?.bytes ?? '');
  await target.prepare(servable);
});

test('a model server sees its model folder and nothing of the credentials of the caller', async () => {
  const { folder, store, target } = await place();
  process.env.AWS_SECRET_ACCESS_KEY = 'not for servers';
  try {
    const seen = join(folder, 'seen');
    await target.prepare(await storeServable(store, 'a', `env > ${seen} &&`));
    const env = readFileSync(seen, 'utf8');
    expect(env).not.toContain('not for servers');
    const base = /^SAGEMAKER_BASE_DIR=(.*)$/m.exec(env)?.[1] ?? '';
    expect(readFileSync(join(base, 'model', 'weights.txt'), 'utf8')).toBe('a');
  } finally {
    delete process.env.AWS_SECRET_ACCESS_KEY;
  }
});
