import { join } from 'node:path';
import type { DoorRoute } from '../../lib/aws/door/route-document.ts';
import { environment } from '../../lib/core/environment.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { event, mirrored, type Sent, sticky } from '../aws/door/world.ts';
import { anyCredentials, BundledFunction } from '../support/lambda/function.ts';
import { type Invoked, ModelServices } from '../support/lambda/model-services.ts';

/** The bundle that is deployed, in a Node of its own, between a Lambda of two versions and an S3. */
let services: ModelServices;
let env: Record<string, string>;
let fn: BundledFunction;

interface Got {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const body = '{"instances":[{"secret-column":1}]}';
const predicting = (label: string) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ predictions: [{ label }] }),
});

beforeAll(async () => {
  services = new ModelServices();
  env = {
    ...anyCredentials,
    ...(await services.start()),
    [environment.pipeline]: 'iris',
    [environment.storeBucket]: 'the-store',
    [environment.servedFunction]: 'iris',
    [environment.servedAlias]: 'production',
    [environment.doorCapturePercent]: '0',
  };
});
afterAll(() => services.stop());

/** An instance of its own, which reads the route at its first request. */
function open(route: DoorRoute | null, more: Record<string, string> = {}): BundledFunction {
  services.objects.clear();
  services.invoked.length = 0;
  services.s3Fails = null;
  services.answer = async () => predicting('a');
  services.objects.set(layout.doorRoute('iris'), JSON.stringify({ route }));
  fn = new BundledFunction('door', { ...env, ...more }, join(import.meta.dirname, '../support/lambda/streaming.mjs'));
  return fn;
}
afterEach(() => fn.stop());

async function call(sent: Sent): Promise<Got> {
  const { value, error } = await fn.invoke(event(sent));
  if (error !== undefined) throw new Error(error);
  return value as Got;
}

/** Metric lines so far. */
function lines(): Array<Record<string, unknown>> {
  return fn.written
    .split('\n')
    .filter((line) => line.startsWith('{"_aws"'))
    .map((line) => JSON.parse(line));
}

/** Calls that change nothing let time pass there. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await call({ path: '/nowhere' });
}

test('a mirrored request is answered before its copy is, and a candidate that hangs or fails is met by no caller', async () => {
  open(mirrored);
  let release: (answer: unknown) => void = () => {};
  const held = new Promise((resolve) => {
    release = resolve;
  });
  services.answer = async ({ qualifier }: Invoked) => (qualifier === '2' ? held : predicting('a'));
  for (const _ of [1, 2, 3]) {
    const got = await call({ body });
    expect(got).toMatchObject({ statusCode: 200, headers: { 'x-signalbox-servable': 'one' } });
    expect(JSON.parse(got.body)).toEqual({ predictions: [{ label: 'a' }] });
  }
  await until(() => services.invoked.filter(({ qualifier }) => qualifier === '2').length === 3);
  expect(lines().filter(({ Arm }) => Arm === 'candidate')).toEqual([]);
  release(new Error('out of memory'));
  await until(() => lines().length === 6);
  const candidate = lines().filter(({ Arm }) => Arm === 'candidate');
  expect(candidate).toMatchObject(Array(3).fill({ Servable: 'two', Requests: 1, ServerErrors: 1 }));
  expect(lines().filter(({ Arm }) => Arm === 'stable')).toMatchObject(Array(3).fill({ ServerErrors: 0 }));
});

test('the copy is what the caller sent, and differing answers are counted as such', async () => {
  open(mirrored);
  services.answer = async ({ qualifier }) => predicting(qualifier === '2' ? 'b' : 'a');
  await call({ body, headers: { accept: 'application/json', authorization: 'AWS4-HMAC-SHA256 Signature=x' } });
  await until(() => lines().length === 2);
  expect(lines()[1]).toMatchObject({ Arm: 'candidate', Compared: 1, Disagreed: 1 });
  const [live, copy] = services.invoked;
  expect(live?.qualifier).toBe('production');
  expect(copy?.event).toEqual(live?.event);
  expect(copy?.event.body).toBe(body);
  expect(JSON.stringify(copy)).not.toContain('Signature');
});

test('a user stays with one version, and outcomes count for it', async () => {
  open(sticky);
  const answers: Got[] = [];
  for (const user of ['u1', 'u2', 'u3', 'u4', 'u5', 'u1'])
    answers.push(await call({ body, headers: { 'x-user-id': user } }));
  const servables = answers.map(({ headers }) => headers['x-signalbox-servable']);
  expect(new Set(servables)).toEqual(new Set(['one', 'two']));
  expect(servables[5]).toBe(servables[0]);
  const outcome = await call({ path: '/outcomes', body: '{"user":"u1","value":0.5}' });
  expect(outcome.statusCode).toBe(202);
  await until(() => lines().length === 7);
  expect(lines()[6]).toMatchObject({ Servable: servables[0], Outcome: 0.5, OutcomeSquare: 0.25 });
  expect((await call({ path: '/outcomes', body: '{"user":"u1","value":2}' })).statusCode).toBe(400);
});

test('a store that fails leaves everything to the alias', async () => {
  open({ ...sticky, candidatePercent: 100 });
  services.s3Fails = 403;
  const got = await call({ body, headers: { 'x-user-id': 'u' } });
  expect(got).toMatchObject({ statusCode: 200, headers: { 'x-signalbox-servable': 'one' } });
  expect(services.invoked.map(({ qualifier }) => qualifier)).toEqual(['production']);
});

test('bodies up to what Lambda takes go through; what grows beyond it is 413, and the instance lives on', async () => {
  open(null);
  const large = JSON.stringify({ instances: ['x'.repeat(5 * 1024 * 1024)] });
  expect((await call({ body: large })).statusCode).toBe(200);
  expect(services.invoked[0]?.event.body).toBe(large);
  expect((await call({ body: '"'.repeat(4 * 1024 * 1024) })).statusCode).toBe(413);
  expect(
    (await call({ body: Buffer.from([0xff, 0, 0xfe]).toString('base64'), isBase64Encoded: true })).statusCode,
  ).toBe(200);
});

test('hostile events are refused, and a crash of the model says nothing of it', async () => {
  open(null);
  for (const hostile of [null, 7, [], { rawPath: { toString: 1 } }, { rawPath: '/invocations', headers: 7 }])
    expect((await fn.invoke(hostile)).value).toMatchObject({ statusCode: expect.any(Number) });
  services.answer = async () => new Error('secret stack');
  expect(await call({ body })).toMatchObject({ statusCode: 502 });
  expect((await call({ body })).body).not.toContain('secret');
});

test('a sampled body is kept for replays, and nothing of a caller is in the log', async () => {
  open(sticky, { [environment.doorCapturePercent]: '100' });
  await call({ body, headers: { 'x-user-id': 'secret-user', authorization: 'AWS4-HMAC-SHA256 Signature=secret' } });
  await call({ path: '/outcomes', body: '{"user":"secret-user","value":1}' });
  const captured = () => [...services.objects].filter(([key]) => key.startsWith(layout.captured));
  await until(() => captured().length === 1);
  expect(captured()[0]?.[1]).toContain('{"instances":[{"secret-column":1}]}\n');
  expect(fn.written).not.toMatch(/secret|AWS4-HMAC|Signature/);
});

test('without what it needs in its environment it answers 503, and says in the log which variable', async () => {
  open(null, { [environment.storeBucket]: '' });
  expect(await call({ body })).toMatchObject({ statusCode: 503 });
  expect(fn.written).toContain(environment.storeBucket);
});
