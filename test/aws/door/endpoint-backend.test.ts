import { EndpointBackend } from '../../../lib/aws/door/endpoint-backend.ts';
import { putEndpoint, variant } from '../../fakes/aws/endpoint.ts';
import { awsWorld } from '../../fakes/aws/world.ts';

const invocation = { body: '{"instances":[1]}', isBase64: false, headers: { 'content-type': 'application/json' } };
const text = (body: Uint8Array) => new TextDecoder().decode(body);

function setUp() {
  const world = awsWorld();
  putEndpoint(
    world.sagemaker,
    'iris',
    'c',
    variant('stable-one', 'm1'),
    variant('cand-two', 'm2', { InitialVariantWeight: 0 }),
  );
  world.runtime.answer = ({ arm, body }) => ({ body: `${arm.variant} got ${body}` });
  return {
    ...world,
    runtime: world.runtime,
    faults: world.faults,
    backend: new EndpointBackend(world.runtime.client, 'iris'),
  };
}

test('the endpoint divides by its weights, and says which variant answered', async () => {
  const { backend } = setUp();
  const answer = await backend.live(invocation, 1_000);
  expect(answer).toMatchObject({ status: 200, servable: 'one' });
  expect(text(answer.body)).toBe('stable-one got {"instances":[1]}');
});

test('the candidate’s variant is asked past its weight; one that is nowhere is 503', async () => {
  const { backend } = setUp();
  expect(text((await backend.version('two', invocation, 1_000)).body)).toContain('cand-two');
  expect(await backend.version('three', invocation, 1_000)).toMatchObject({ status: 503, servable: 'three' });
});

test('what the container refuses is for the caller; what it fails at is not', async () => {
  const { backend, runtime } = setUp();
  runtime.answer = () => ({ status: 422, body: '{"error":"no such column"}' });
  const refused = await backend.version('two', invocation, 1_000);
  expect([refused.status, text(refused.body)]).toEqual([422, '{"error":"no such column"}']);
  runtime.answer = () => ({ status: 500, body: 'secret stack' });
  const failed = await backend.version('two', invocation, 1_000);
  expect(failed).toMatchObject({ status: 502, servable: 'two' });
  expect(text(failed.body)).not.toContain('secret');
});

test('throttling is 503, and bytes are sent as they came', async () => {
  const { backend, faults, runtime } = setUp();
  faults.add('InvokeEndpoint', { kind: 'throttle' });
  expect(await backend.live(invocation, 1_000)).toMatchObject({ status: 503 });
  await backend.live({ ...invocation, body: Buffer.from('a,b').toString('base64'), isBase64: true }, 1_000);
  expect(runtime.state.invocations.at(-1)?.body).toBe('a,b');
  expect(await backend.live({ ...invocation, body: 'x'.repeat(6 * 1024 * 1024 + 1) }, 1_000)).toMatchObject({
    status: 413,
  });
  expect(await backend.ping()).toBe(200);
});
