import { CreateEndpointConfigCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, type InvokeEndpointCommandInput } from '@aws-sdk/client-sagemaker-runtime';
import { putEndpoint, putModel, variant } from './endpoint.ts';
import { awsWorld } from './world.ts';

function served(candidateWeight = 0) {
  const world = awsWorld();
  const weighted = (name: string, model: string, InitialVariantWeight: number) =>
    variant(name, model, { InitialVariantWeight });
  putEndpoint(world.sagemaker, 'iris', 'c1', weighted('stable', 'm1', 1), weighted('cand', 'm2', candidateWeight));
  const invoke = (more: Partial<InvokeEndpointCommandInput> = {}) =>
    world.runtime.client.send(new InvokeEndpointCommand({ EndpointName: 'iris', Body: '1,2', ...more }));
  return { world, runtime: world.runtime, invoke };
}

test('splits the requests by weight, and says which variant answered', async () => {
  const { invoke } = served(1 / 9);
  const answered = [];
  for (let request = 0; request < 1000; request += 1) answered.push((await invoke()).InvokedProductionVariant);
  const candidates = answered.filter((name) => name === 'cand').length;
  expect(Math.abs(candidates - 100)).toBeLessThanOrEqual(2);
});

test('a target variant answers whatever its weight', async () => {
  const { invoke, runtime } = served();
  runtime.answer = ({ arm, body }) => ({ body: `${arm.model} got ${body}` });
  const answer = await invoke({ TargetVariant: 'cand' });
  expect(answer.Body?.transformToString()).toBe('m2 got 1,2');
});

test('what a container refuses is a ModelError with its own status', async () => {
  const { invoke, runtime } = served();
  runtime.answer = () => ({ status: 500, body: 'out of memory' });
  await expect(invoke()).rejects.toMatchObject({ name: 'ModelError', OriginalStatusCode: 500 });
});

test('an endpoint or a variant that is not there is a ValidationError, and so is one that does not serve', async () => {
  const { invoke, world } = served();
  await expect(invoke({ EndpointName: 'rose' })).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(invoke({ TargetVariant: 'nobody' })).rejects.toMatchObject({ name: 'ValidationError' });
  world.sagemaker.outOfService('iris');
  await expect(invoke()).rejects.toMatchObject({ name: 'ValidationError' });
});

test('a shadow gets copies of its share, and callers see nothing of them', async () => {
  const { invoke, world, runtime } = served();
  putModel(world.sagemaker, 'm3');
  world.sagemaker.apply(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'c2',
      ProductionVariants: [variant('stable', 'm1')],
      ShadowProductionVariants: [variant('shade', 'm3', { InitialVariantWeight: 0.5 })],
    }),
  );
  world.sagemaker.apply(new UpdateEndpointCommand({ EndpointName: 'iris', EndpointConfigName: 'c2' }));
  world.clock.advance(300);
  runtime.answer = ({ arm }) => (arm.shadow ? { status: 500, body: 'broken' } : { body: 'well' });
  for (let request = 0; request < 100; request += 1) expect((await invoke()).Body?.transformToString()).toBe('well');
  const copies = runtime.state.invocations.filter(({ arm }) => arm.shadow).length;
  expect(Math.abs(copies - 50)).toBeLessThanOrEqual(5);
});

test('a copy of the world goes its own way', async () => {
  const { world, invoke } = served();
  const copy = world.copy();
  await copy.runtime.client.send(new InvokeEndpointCommand({ EndpointName: 'iris', Body: '3' }));
  await invoke();
  await invoke();
  expect([world.runtime.state.requests, copy.runtime.state.requests]).toEqual([2, 1]);
});
