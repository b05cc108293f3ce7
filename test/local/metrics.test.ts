import { noRoute } from '../../lib/core/rollout/traffic.ts';
import { LocalMetrics } from '../../lib/local/metrics.ts';
import { ensureRouter } from '../../lib/local/router/client.ts';
import { fakeSpec, invoke, temporaryFolders, until } from '../support/local-router.ts';

const folders = temporaryFolders();
afterEach(() => folders.cleanUp());

test('a window holds the requests that ended in it, and only those', async () => {
  const folder = folders.make();
  const router = await ensureRouter(folder);
  await router.putVersion('a', fakeSpec(folder));
  await router.setRoute({ stable: 'a', candidate: null, candidatePercent: 0 }, noRoute);
  const metrics = new LocalMetrics(router);
  const before = new Date(Date.now() - 1_000).toISOString();
  await invoke(router.frontUrl, {});
  await invoke(router.frontUrl, { status: 503 });
  const cut = Math.ceil((Date.now() + 1) / 100) * 100;
  await until('the next grain began', () => Date.now() > cut);
  await invoke(router.frontUrl, {});
  const after = new Date(Date.now() + 1_000).toISOString();
  const edge = new Date(cut).toISOString();
  expect(await metrics.read(before, edge)).toMatchObject([{ servableId: 'a', requests: 2, errors: 1 }]);
  expect(await metrics.read(edge, after)).toMatchObject([{ servableId: 'a', requests: 1, errors: 0 }]);
  expect(await metrics.read(after, after)).toEqual([]);
  await expect(metrics.read('yesterday', after)).rejects.toMatchObject({ code: 'bad-call' });
});
