import { connect } from 'node:net';
import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import { ensureRouter, type RouterClient } from '../../../lib/local/router/client.ts';
import { fakeSpec, invoke, temporaryFolders } from '../../support/local-router.ts';

const folders = temporaryFolders();
let folder: string;
let router: RouterClient;
const soon = () => new Date(Date.now() + 1_000).toISOString();
const epoch = new Date(0).toISOString();

beforeAll(async () => {
  folder = folders.make();
  router = await ensureRouter(folder);
  await Promise.all([
    router.putVersion('a', fakeSpec(folder)),
    router.putVersion('b', fakeSpec(folder)),
    router.putVersion('slow', fakeSpec(folder, { FAKE_DELAY_MS: '60000' }, { answerTimeLimitSeconds: 0.2 })),
    router.putVersion('talker', fakeSpec(folder, { FAKE_BODY: 'not JSON' })),
    router.putVersion('flood', fakeSpec(folder, { FAKE_BODY_MEGABYTES: '7' })),
  ]);
});
afterAll(() => folders.cleanUp());

async function send(stable: string | null, candidate: string | null = null, candidatePercent = 0) {
  await router.setRoute({ stable, candidate, candidatePercent }, await router.route());
}
const counted = async (id: string) => (await router.metrics(epoch, soon())).find((arm) => arm.servableId === id);

test('without a route, callers get 503 with a sentence and /ping says that nothing is ready', async () => {
  await router.setRoute(noRoute, await router.route());
  expect(await invoke(router.frontUrl, {})).toMatchObject({ status: 503, servable: null });
  expect((await fetch(`${router.frontUrl}/ping`)).status).toBe(503);
});

test('traffic is split by weight within statistical error, and every request is counted', async () => {
  await send('a', 'b', 20);
  expect((await fetch(`${router.frontUrl}/ping`)).status).toBe(200);
  const total = 1_000;
  const served: Record<string, number> = {};
  for (let sent = 0; sent < total; sent += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => invoke(router.frontUrl, { instances: [[1]] })));
    for (const { servable } of answers) served[servable ?? 'none'] = (served[servable ?? 'none'] ?? 0) + 1;
  }
  // 20 % of 1,000 has a standard deviation of 12.6: five of them are left by chance once in a million runs.
  expect(Math.abs((served.b ?? 0) - 200)).toBeLessThan(64);
  expect((served.a ?? 0) + (served.b ?? 0)).toBe(total);
  expect(await counted('b')).toMatchObject({ requests: served.b, errors: 0 });
  const { p50Ms, p99Ms } = (await counted('a')) ?? {};
  expect(p50Ms).toBeGreaterThan(0);
  expect(p99Ms).toBeGreaterThanOrEqual(p50Ms ?? Number.NaN);
});

test('500 and above, late and oversized answers are errors of the version; a strange answer is passed on as it is', async () => {
  const before = (await counted('a'))?.errors ?? 0;
  await send('a');
  expect((await invoke(router.frontUrl, { status: 500 })).status).toBe(500);
  expect((await invoke(router.frontUrl, { status: 422 })).status).toBe(422);
  expect((await counted('a'))?.errors).toBe(before + 1);
  await send('slow');
  expect(await invoke(router.frontUrl, {})).toMatchObject({ status: 504, servable: 'slow' });
  expect(await counted('slow')).toMatchObject({ requests: 1, errors: 1 });
  await send('flood');
  expect(await invoke(router.frontUrl, {})).toMatchObject({ status: 502, servable: 'flood' });
  await send('talker');
  expect(await invoke(router.frontUrl, {})).toMatchObject({ status: 200, text: 'not JSON' });
});

test('a request in flight ends on the version it started on', async () => {
  await send('a');
  const flying = invoke(router.frontUrl, { delayMs: 300 });
  while ((await router.versions()).every(({ inFlight }) => inFlight === 0));
  await send('b');
  expect(await invoke(router.frontUrl, {})).toMatchObject({ servable: 'b' });
  await router.deleteVersion('a');
  expect(await flying).toMatchObject({ status: 200, servable: 'a' });
  await router.putVersion('a', fakeSpec(folder));
});

test('a body above 6 MB is refused before it is read, whether announced or not', async () => {
  await send('b');
  const body = 'x'.repeat(6 * 1024 * 1024 + 1);
  const response = await fetch(`${router.frontUrl}/invocations`, { method: 'POST', body });
  expect(response.status).toBe(413);
  const { port } = new URL(router.frontUrl);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1').once('error', reject);
    socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\nx');
    socket.once('data', (data) => resolve(String(data)));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});

test('unknown paths, methods and broken HTTP get an answer, and the router lives on', async () => {
  expect((await fetch(`${router.frontUrl}/route`, { method: 'PUT' })).status).toBe(404);
  expect((await fetch(`${router.frontUrl}/invocations`)).status).toBe(405);
  const { port } = new URL(router.frontUrl);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1').once('error', reject);
    socket.write('\u0000\u0001 garbage\r\n\r\n');
    socket.once('data', (data) => resolve(String(data)));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect((await invoke(router.frontUrl, {})).status).toBe(200);
});

test('adjacent windows share no request and lose none', async () => {
  await send('b');
  const start = Date.now();
  for (let sent = 0; sent < 40; sent += 1) await invoke(router.frontUrl, {});
  const iso = (ms: number) => new Date(ms).toISOString();
  const middle = start + 37;
  const parts = [...(await router.metrics(epoch, iso(middle))), ...(await router.metrics(iso(middle), soon()))].filter(
    ({ servableId }) => servableId === 'b',
  );
  const whole = await counted('b');
  expect(parts.reduce((sum, { requests }) => sum + requests, 0)).toBe(whole?.requests);
});
