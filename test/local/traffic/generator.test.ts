import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTraffic } from '../../../lib/local/traffic/generator.ts';
import { readRequestBodies } from '../../../lib/local/traffic/request-bodies.ts';
import { until } from '../../support/local-router.ts';

let server: Server;
let url: string;
let arrivals: Array<{ atMs: number; body: string }>;
let delayMs: number;

beforeEach(async () => {
  arrivals = [];
  delayMs = 0;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    arrivals.push({ atMs: performance.now(), body });
    const servable = arrivals.length % 2 === 0 ? 'b' : 'a';
    const status = body === '3' ? 500 : 200;
    setTimeout(() => response.writeHead(status, { 'x-signalbox-servable': servable }).end(), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

test('requests go round robin at the rate asked for, and each is in the summary once', async () => {
  const traffic = startTraffic({ url, bodies: ['1', '2', '3'], requestsPerSecond: 200 });
  await until('90 requests came', () => arrivals.length >= 90);
  const summary = await traffic.stop();
  expect(await traffic.stop()).toBe(summary);
  const shares = ['1', '2', '3'].map((wanted) => arrivals.filter(({ body }) => body === wanted).length);
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  expect(arrivals).toHaveLength(summary.sent);
  const counts = Object.values(summary.answered).flatMap((byStatus) => Object.values(byStatus));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(summary.sent);
  expect(Object.keys(summary.answered).sort()).toEqual(['a', 'b']);
  expect(summary).toMatchObject({ failed: 0, skipped: 0 });
  expect(summary.sent).toBeGreaterThanOrEqual(Math.floor(summary.seconds * 200) - 20);
  expect(summary.sent).toBeLessThanOrEqual(Math.ceil(summary.seconds * 200) + 1);
});

test('slow answers do not slow the sending down', async () => {
  delayMs = 300;
  const traffic = startTraffic({ url, bodies: ['1'], requestsPerSecond: 200 });
  await until('40 requests came before the first answer was due', () => arrivals.length >= 40);
  expect((arrivals[39]?.atMs ?? 0) - (arrivals[0]?.atMs ?? 0)).toBeLessThan(1_500);
  const summary = await traffic.stop();
  expect(summary.failed).toBe(0);
});

test('a front door that is gone costs answers, never an exception', async () => {
  const traffic = startTraffic({ url: 'http://127.0.0.1:1', bodies: ['1'], requestsPerSecond: 500 });
  const startedMs = Date.now();
  await until('some were tried', () => Date.now() - startedMs > 100);
  const summary = await traffic.stop();
  expect(summary.sent).toBeGreaterThan(0);
  expect(summary.failed).toBe(summary.sent);
});

test('request files are checked line by line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-traffic-'));
  try {
    const file = join(folder, 'requests.jsonl');
    writeFileSync(file, '{"instances":[[1]]}\n\n{"instances":[[2]]}\r\n');
    expect(await readRequestBodies(file)).toEqual(['{"instances":[[1]]}', '{"instances":[[2]]}']);
    writeFileSync(file, '{}\n{"instances":\n');
    await expect(readRequestBodies(file)).rejects.toThrow('requests.jsonl:2: not JSON');
    writeFileSync(file, '\n');
    await expect(readRequestBodies(file)).rejects.toMatchObject({ code: 'traffic-requests' });
    await expect(readRequestBodies(join(folder, 'no'))).rejects.toMatchObject({ code: 'traffic-requests' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('in an A/B test each request is one user, who tells once how much of the answer was right', async () => {
  const told: Array<{ path: string; user: unknown; body: string }> = [];
  const door = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    told.push({ path: request.url ?? '', user: request.headers['x-user'], body });
    const answer = JSON.stringify({ predictions: [{ label: 'a' }, { label: 'b' }] });
    response.writeHead(200, { 'x-signalbox-servable': 'v' }).end(request.url === '/invocations' ? answer : '{}');
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  const where = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const users = { header: 'x-user', lowest: 0, highest: 10, expected: [[{ label: 'a' }, { label: 'c' }]] };
  const traffic = startTraffic({ url: where, bodies: ['1'], requestsPerSecond: 200, users });
  await until('20 users came', () => told.filter(({ path }) => path === '/outcomes').length >= 20);
  const { sent } = await traffic.stop();
  await new Promise((resolve) => door.close(resolve));
  const asked = told.filter(({ path }) => path === '/invocations').map(({ user }) => user);
  const outcomes = told.filter(({ path }) => path === '/outcomes').map(({ body }) => JSON.parse(body));
  expect(new Set(asked).size).toBe(sent);
  expect(outcomes.map(({ user }) => user).sort()).toEqual(asked.sort());
  // One of two was right: the middle of 0 to 10.
  expect(new Set(outcomes.map(({ value }) => value))).toEqual(new Set([5]));
});
