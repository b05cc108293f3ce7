import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import { ensureRouter, type RouterClient } from '../../../lib/local/router/client.ts';
import { fakeSpec, isAlive, serverPids, temporaryFolders, until } from '../../support/local-router.ts';

const folders = temporaryFolders();
let folder: string;
let router: RouterClient;
beforeEach(async () => {
  folder = folders.make();
  router = await ensureRouter(folder);
});
afterEach(() => folders.cleanUp());

const only = (stable: string) => ({ stable, candidate: null, candidatePercent: 0 });

test('the route moves by compare-and-set: of ten writers at once with one expectation, one wins', async () => {
  const ids = Array.from({ length: 10 }, (_, index) => `v${index}`);
  await Promise.all(ids.map((id) => router.putVersion(id, fakeSpec(folder))));
  const moves = await Promise.allSettled(ids.map((id) => router.setRoute(only(id), noRoute)));
  const won = ids.filter((_, index) => moves[index]?.status === 'fulfilled');
  expect(won).toHaveLength(1);
  expect(await router.route()).toEqual(only(won[0] ?? ''));
  for (const move of moves) if (move.status === 'rejected') expect(move.reason.code).toBe('foreign-writer');
});

test('a route to a version that is not prepared is refused, and a version in the route stays', async () => {
  await expect(router.setRoute(only('a'), noRoute)).rejects.toMatchObject({ code: 'unknown-version', fault: 'input' });
  await router.putVersion('a', fakeSpec(folder));
  await router.setRoute(only('a'), noRoute);
  await expect(router.deleteVersion('a')).rejects.toMatchObject({ code: 'in-route' });
  await router.setRoute(noRoute, only('a'));
  await router.deleteVersion('a');
  await router.deleteVersion('a');
  expect(serverPids(folder).filter(isAlive)).toEqual([]);
});

test.each([
  ['candidatePercent of 101', { stable: 'a', candidate: 'a', candidatePercent: 101 }],
  ['percent without a candidate', { stable: 'a', candidate: null, candidatePercent: 5 }],
  ['an id that is a path', { stable: '../a', candidate: null, candidatePercent: 0 }],
])('a malformed route is refused: %s', async (_, route) => {
  await expect(router.setRoute(route, noRoute)).rejects.toMatchObject({ code: 'bad-call' });
});

test('preparing the same version five times at once starts one server', async () => {
  await Promise.all(Array.from({ length: 5 }, () => router.putVersion('a', fakeSpec(folder))));
  await router.putVersion('a', fakeSpec(folder));
  expect(serverPids(folder)).toHaveLength(1);
});

test('a server that exits at start is not ready, with its exit code and last lines', async () => {
  const putting = router.putVersion('a', fakeSpec(folder, { FAKE_EXIT: '7' }));
  await expect(putting).rejects.toMatchObject({
    code: 'not-ready',
    fault: 'input',
    message: expect.stringMatching(/exited with code 7 at start.*no module named model/s),
  });
  expect(await router.versions()).toEqual([]);
});

test('a server that never becomes ready is ended after its time limit', async () => {
  const spec = fakeSpec(folder, { FAKE_NEVER_READY: '1' }, { readyTimeLimitSeconds: 0.6 });
  await expect(router.putVersion('a', spec)).rejects.toMatchObject({
    code: 'not-ready',
    message: expect.stringContaining('/ping did not answer 200 within 0.6 s; it answered 503'),
  });
  expect(serverPids(folder).filter(isAlive)).toEqual([]);
});

test('a server that crashes while it serves is started again', async () => {
  await router.putVersion('a', fakeSpec(folder));
  expect(await router.predict('a', '{"crash":true}')).toMatchObject({ status: 502 });
  await until('it serves again', async () => {
    const [version] = await router.versions();
    return version?.state === 'ready' && version.restarts === 1;
  });
  expect(await router.predict('a', '{"instances":[1]}')).toMatchObject({ status: 200 });
  expect(serverPids(folder)).toHaveLength(2);
});

test('a prediction goes to the version named, past the split, and is not counted as traffic', async () => {
  await router.putVersion('a', fakeSpec(folder));
  const answer = await router.predict('a', '{"instances":[[1],[2]]}');
  expect(answer).toMatchObject({ status: 200, contentType: 'application/json' });
  expect(JSON.parse(answer.body)).toEqual({ predictions: [0, 0], by: 'a' });
  expect(await router.metrics(new Date(0).toISOString(), new Date(Date.now() + 1_000).toISOString())).toEqual([]);
  await expect(router.predict('b', '{}')).rejects.toMatchObject({ code: 'unknown-version' });
});
