import type { Manner, Route } from '../../../lib/core/rollout/traffic.ts';
import { ensureRouter, type RouterClient } from '../../../lib/local/router/client.ts';
import { stickyVersion } from '../../../lib/local/router/split.ts';
import { fakeSpec, invoke, temporaryFolders, until } from '../../support/local-router.ts';

const folders = temporaryFolders();
let router: RouterClient;
const soon = () => new Date(Date.now() + 1_000).toISOString();
const epoch = new Date(0).toISOString();
const says = (...labels: string[]) => JSON.stringify({ predictions: labels.map((label) => ({ label })) });

beforeAll(async () => {
  const folder = folders.make();
  router = await ensureRouter(folder);
  await Promise.all([
    router.putVersion('a', fakeSpec(folder, { FAKE_BODY: says('setosa') })),
    router.putVersion('same', fakeSpec(folder, { FAKE_BODY: says('setosa') })),
    router.putVersion('other', fakeSpec(folder, { FAKE_BODY: says('virginica') })),
    router.putVersion('hangs', fakeSpec(folder, { FAKE_DELAY_MS: '60000' }, { answerTimeLimitSeconds: 0.5 })),
  ]);
});
afterAll(() => folders.cleanUp());

async function route(candidate: string, candidatePercent: number, manner: Manner): Promise<Route> {
  const door = { userHeader: 'x-user-id', tolerance: 0, lowest: 0, highest: 10 };
  return router.setRoute({ stable: 'a', candidate, candidatePercent, manner }, await router.route(), door);
}
const arms = async () => router.metrics(epoch, soon());
const arm = async (id: string, baseline?: true) =>
  (await arms()).find((one) => one.servableId === id && one.baseline === baseline);
const outcome = async (body: unknown) => {
  const response = await fetch(`${router.frontUrl}/outcomes`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};

test('mirrored: every caller is answered by stable, and the copies are counted and compared for the candidate', async () => {
  await route('other', 100, 'mirrored');
  for (let sent = 0; sent < 20; sent += 1)
    expect(await invoke(router.frontUrl, { instances: [[1]] })).toMatchObject({ servable: 'a', text: says('setosa') });
  await until('all copies are answered', async () => (await arm('other'))?.requests === 20);
  expect(await arm('other')).toMatchObject({
    errors: 0,
    agreement: { compared: 20, disagreed: 20 },
    predictions: { count: 20, invalid: 0, bins: { virginica: 20 } },
  });
  await route('same', 100, 'mirrored');
  for (let sent = 0; sent < 10; sent += 1) await invoke(router.frontUrl, { instances: [[1]] });
  await until('all copies are answered', async () => (await arm('same'))?.requests === 10);
  expect((await arm('same'))?.agreement).toEqual({ compared: 10, disagreed: 0 });
});

test('mirrored: a candidate that hangs keeps no caller waiting, and its silence is its error', async () => {
  await route('hangs', 100, 'mirrored');
  const before = performance.now();
  for (let sent = 0; sent < 5; sent += 1) expect(await invoke(router.frontUrl, {})).toMatchObject({ status: 200 });
  // All five took less than one answer of the candidate's.
  expect(performance.now() - before).toBeLessThan(60_000);
  await until('the copies were given up', async () => (await arm('hangs'))?.errors === 5);
  expect((await arm('hangs'))?.agreement).toEqual({ compared: 5, disagreed: 5 });
});

test('compared: a second server of stable is brought up, answers as many as the candidate, and is told apart', async () => {
  const before = (await arm('a'))?.requests ?? 0;
  await route('same', 40, 'compared');
  expect((await router.versions()).map(({ id }) => id)).toContain('a.baseline');
  const total = 400;
  for (let sent = 0; sent < total; sent += 50)
    await Promise.all(Array.from({ length: 50 }, () => invoke(router.frontUrl, { instances: [[1]] })));
  const baseline = (await arm('a', true))?.requests ?? 0;
  // 40 % of 400: a standard deviation of 9.8, five of which are chance once in a million runs.
  expect(Math.abs(baseline - 160)).toBeLessThan(50);
  expect((await arm('a'))?.requests ?? 0).toBeLessThan(before + 140);
  await expect(router.deleteVersion('a.baseline')).rejects.toMatchObject({ code: 'in-route' });
});

test('sticky: a user stays with one version, and what became of the user counts for that version', async () => {
  const ab = await route('other', 50, 'sticky');
  for (const user of ['ada', 'bob', 'eve', 'joe']) {
    const headers = { 'x-user-id': user };
    const ask = () => fetch(`${router.frontUrl}/invocations`, { method: 'POST', body: '{}', headers });
    const servables = (await Promise.all([ask(), ask(), ask()])).map(({ headers: got }) =>
      got.get('x-signalbox-servable'),
    );
    expect(new Set(servables)).toEqual(new Set([stickyVersion(ab, user)]));
    expect(await outcome({ user, value: 5 })).toEqual({ status: 200, body: { version: stickyVersion(ab, user) } });
  }
  const counted = (await arms()).map(({ outcomes }) => outcomes?.count ?? 0);
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(4);
  const [one] = (await arms()).flatMap(({ outcomes }) => outcomes ?? []);
  expect(one).toEqual({ count: one?.count, sum: 0.5 * (one?.count ?? 0), sumOfSquares: 0.25 * (one?.count ?? 0) });
});

test.each([
  ['outside of the bounds', { user: 'ada', value: 11 }],
  ['that is no number', { user: 'ada', value: 'much' }],
  ['of nobody', { value: 1 }],
])('an outcome %s is refused in one sentence and counts for nobody', async (_, body) => {
  await route('other', 50, 'sticky');
  const before = await arms();
  expect(await outcome(body)).toMatchObject({ status: 422, body: { error: { code: 'outcome-invalid' } } });
  expect(await arms()).toEqual(before);
});

test('without a test under way no outcome counts', async () => {
  await route('other', 50, 'split');
  expect(await outcome({ user: 'ada', value: 1 })).toMatchObject({ status: 422, body: { error: { code: 'no-test' } } });
});
