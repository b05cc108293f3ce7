import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import { connectRouter, ensureRouter, stopRouter } from '../../../lib/local/router/client.ts';
import { fakeSpec, invoke, isAlive, serverPids, temporaryFolders, until } from '../../support/local-router.ts';

const folders = temporaryFolders();
afterEach(() => folders.cleanUp());
const toA = { stable: 'a', candidate: null, candidatePercent: 0 };
const clientModule = join(import.meta.dirname, '../../../lib/local/router/client.ts');

test('two callers at once, and two processes at once, get one router', async () => {
  const folder = folders.make();
  const script = `import { ensureRouter } from ${JSON.stringify(clientModule)};
    console.log((await ensureRouter(${JSON.stringify(folder)})).pid); process.exit();`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = new Promise<string>((resolve) => other.stdout.once('data', (data) => resolve(String(data))));
  const clients = await Promise.all([ensureRouter(folder), ensureRouter(folder), ensureRouter(folder)]);
  const pids = new Set([...clients.map((client) => client.pid), Number(await printed)]);
  expect(pids.size).toBe(1);
});

test('the router survives a SIGKILL of the process that started it and is found again', async () => {
  const folder = folders.make();
  const script = `import { ensureRouter } from ${JSON.stringify(clientModule)};
    const router = await ensureRouter(${JSON.stringify(folder)});
    await router.putVersion('a', ${JSON.stringify(fakeSpec(folder))});
    await router.setRoute(${JSON.stringify(toA)}, ${JSON.stringify(noRoute)});
    console.log('ready'); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise((resolve) => parent.stdout.once('data', resolve));
  } finally {
    parent.kill('SIGKILL');
  }
  await new Promise((resolve) => parent.once('exit', resolve));
  const router = await connectRouter(folder);
  expect(await router?.route()).toEqual(toA);
  expect(await invoke(router?.frontUrl ?? '', { instances: [[1]] })).toMatchObject({ status: 200, servable: 'a' });
});

test('a router that was killed comes back with the same port, route and servers, and ends what it left behind', async () => {
  const folder = folders.make();
  const first = await ensureRouter(folder);
  await first.putVersion('a', fakeSpec(folder));
  await first.setRoute(toA, noRoute);
  const [orphan = 0] = serverPids(folder);
  process.kill(first.pid, 'SIGKILL');
  await until('the router is gone', () => !isAlive(first.pid));
  expect(await connectRouter(folder)).toBeUndefined();
  const second = await ensureRouter(folder);
  expect(second.frontUrl).toBe(first.frontUrl);
  expect(isAlive(orphan)).toBe(false);
  expect(await second.route()).toEqual(toA);
  expect(await invoke(second.frontUrl, { instances: [[1]] })).toMatchObject({ status: 200, servable: 'a' });
});

test('stopping ends the router and every server; stopping again finds nothing', async () => {
  const folder = folders.make();
  const router = await ensureRouter(folder);
  await Promise.all([router.putVersion('a', fakeSpec(folder)), router.putVersion('b', fakeSpec(folder))]);
  const pids = [router.pid, ...serverPids(folder)];
  expect(await stopRouter(folder)).toBe(true);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await stopRouter(folder)).toBe(false);
});

test('stopping ends the servers of a router that was killed, and no process that only has such an id', async () => {
  const folder = folders.make();
  const router = await ensureRouter(folder);
  await router.putVersion('a', fakeSpec(folder));
  process.kill(router.pid, 'SIGKILL');
  await until('the router is gone', () => !isAlive(router.pid));
  const [server = 0] = serverPids(folder);
  expect(isAlive(server)).toBe(true);
  const servers = join(folder, 'router-servers.json');
  const noted = readFileSync(servers, 'utf8');
  writeFileSync(servers, noted.replace(/"start":"[^"]*"/, '"start":"another"'));
  expect(await stopRouter(folder)).toBe(false);
  expect(isAlive(server)).toBe(true);
  writeFileSync(servers, noted);
  expect(await stopRouter(folder)).toBe(true);
  expect(isAlive(server)).toBe(false);
});

test('a router whose folder is deleted ends itself and its servers', async () => {
  const folder = folders.make();
  const router = await ensureRouter(folder);
  await router.putVersion('a', fakeSpec(folder));
  const pids = [router.pid, ...serverPids(folder)];
  rmSync(folder, { recursive: true });
  await until('router and server are gone', () => !pids.some(isAlive));
});

test('the token is readable by its owner only, and nothing is answered without it', async () => {
  const folder = folders.make();
  await ensureRouter(folder);
  const file = join(folder, 'router.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { adminPort } = JSON.parse(readFileSync(file, 'utf8'));
  for (const authorization of ['', 'Bearer nonsense']) {
    const response = await fetch(`http://127.0.0.1:${adminPort}/route`, { headers: { authorization } });
    expect(response.status).toBe(401);
  }
});
