import { LambdaBackend } from '../../../lib/aws/door/lambda-backend.ts';
import { Faults } from '../../fakes/aws/faults.ts';
import { FakeLambda } from '../../fakes/aws/lambda.ts';
import { VirtualClock } from '../../fakes/aws/virtual-clock.ts';

const served = { functionName: 'iris', alias: 'production' };
const invocation = { body: '{"instances":[1]}', isBase64: false, headers: { 'content-type': 'application/json' } };
const text = (body: Uint8Array) => new TextDecoder().decode(body);

function setUp() {
  const faults = new Faults();
  const fake = new FakeLambda(new VirtualClock(), faults);
  const version = (Version: string, Description: string) => ({
    FunctionName: 'iris',
    Version,
    Description,
    State: 'Active' as const,
  });
  fake.state.functions.iris = {
    head: { FunctionName: 'iris', Version: '$LATEST' },
    versions: [version('1', 'one'), version('2', 'two')],
    aliases: { production: { Name: 'production', FunctionVersion: '1', RevisionId: 'r' } },
    provisioned: {},
    nextVersion: 3,
  };
  return { faults, fake, backend: new LambdaBackend(fake.client, served) };
}

test('the alias is asked for what divides itself, and who answered is known by what it serves', async () => {
  const { fake, backend } = setUp();
  let got: Record<string, unknown> = {};
  fake.invoke = (event) => {
    got = event;
    return { statusCode: 200, headers: { 'Content-Type': 'text/csv' }, body: 'YSxi', isBase64Encoded: true };
  };
  const answer = await backend.live({ ...invocation, headers: { accept: 'text/csv' } }, 1_000);
  expect(answer).toMatchObject({ status: 200, contentType: 'text/csv', servable: 'one' });
  expect(text(answer.body)).toBe('a,b');
  expect(got).toMatchObject({ rawPath: '/invocations', headers: { accept: 'text/csv' }, body: invocation.body });
  await backend.live(invocation, 1_000);
  expect(fake.count('ListVersionsByFunction')).toBeLessThanOrEqual(2);
});

test('a version is asked past the alias; one that is nowhere is 503', async () => {
  const { fake, backend } = setUp();
  fake.invoke = (_, version) => ({ statusCode: 200, body: version });
  expect(text((await backend.version('two', invocation, 1_000)).body)).toBe('2');
  expect(await backend.version('three', invocation, 1_000)).toMatchObject({ status: 503, servable: 'three' });
});

test.each([
  ['a crash', (fake: FakeLambda) => (fake.invoke = () => new Error('secret stack')), 502, 'model-failed'],
  ['an answer that is none', (fake: FakeLambda) => (fake.invoke = () => 'text'), 502, 'model-failed'],
  ['throttling', (fake: FakeLambda) => fake.faults.add('Invoke', { kind: 'throttle' }), 503, 'model-busy'],
  ['a lost answer', (fake: FakeLambda) => fake.faults.add('Invoke', { kind: 'lost-response' }), 504, 'model-too-slow'],
  [
    'a service in trouble',
    (fake: FakeLambda) =>
      fake.faults.add('Invoke', { kind: 'error', name: 'ServiceException', message: 'internal', status: 500 }),
    502,
    'model-unreachable',
  ],
])('%s is an answer, and says nothing of what is inside', async (_, trouble, status, code) => {
  const { fake, backend } = setUp();
  trouble(fake);
  const answer = await backend.live(invocation, 1_000);
  expect(answer.status).toBe(status);
  expect(JSON.parse(text(answer.body))).toMatchObject({ error: { code } });
  expect(text(answer.body)).not.toMatch(/secret|internal/);
});

test('a model that does not answer in time is 504, and the call is given up', async () => {
  const { fake, backend } = setUp();
  let aborted = false;
  fake.client.send = ((_: object, { abortSignal }: { abortSignal: AbortSignal }) =>
    new Promise((_, reject) => {
      abortSignal.addEventListener('abort', () => {
        aborted = true;
        reject(Object.assign(new Error('gone'), { name: 'AbortError' }));
      });
    })) as typeof fake.client.send;
  expect(await backend.live(invocation, 5)).toMatchObject({ status: 504 });
  expect(aborted).toBe(true);
});

test('a body that with what Lambda puts around it passes 6 MB is 413 and is not sent', async () => {
  const { fake, backend } = setUp();
  // Every quote takes two bytes in there.
  const body = '"'.repeat(3.2 * 1024 * 1024);
  expect(await backend.live({ ...invocation, body }, 1_000)).toMatchObject({ status: 413 });
  expect(fake.calls).toEqual([]);
  expect(await backend.live({ ...invocation, body: 'x'.repeat(5 * 1024 * 1024) }, 1_000)).toMatchObject({
    status: 200,
  });
});

test('ping tells what the alias says', async () => {
  const { fake, backend } = setUp();
  expect(await backend.ping(1_000)).toBe(200);
  fake.invoke = () => new Error('down');
  expect(await backend.ping(1_000)).toBe(502);
});
