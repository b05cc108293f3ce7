import { layout } from '../../../lib/core/store-layout.ts';
import { readChampion, readManifest } from '../../../lib/steps/support/champion.ts';
import { cut, promote, served, world } from '../world.ts';

test('nothing serves until something was promoted', async () => {
  const ports = world();
  await cut(ports, { version: '1.0.0' });
  expect(await readChampion(ports.store)).toBeUndefined();
  await promote(ports, '1.0.0', null);
  expect(await readChampion(ports.store)).toMatchObject({ version: '1.0.0', manifest: { version: '1.0.0' } });
});

test('a manifest that was altered is never believed', async () => {
  const { store } = await served();
  const manifest = await readManifest(store, '1.0.0');
  await store.put(layout.manifest('1.0.0'), JSON.stringify({ ...manifest, metrics: { accuracy: 1 } }));
  await expect(readChampion(store)).rejects.toMatchObject({ code: 'release-altered' });
});

test('a channel that names a release which is not there is our fault', async () => {
  const ports = world();
  await promote(ports, '2.0.0', null);
  await expect(readChampion(ports.store)).rejects.toMatchObject({ code: 'release-missing', fault: 'ours' });
});
