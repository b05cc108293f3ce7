import { UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { UpdateEndpointCommand, UpdateEndpointWeightsAndCapacitiesCommand } from '@aws-sdk/client-sagemaker';
import { putConfig, putEndpoint, variant } from './endpoint.ts';
import { fingerprint } from './fingerprint.ts';
import { awsWorld } from './world.ts';

function served() {
  const world = awsWorld();
  putEndpoint(
    world.sagemaker,
    'iris',
    'c1',
    variant('stable', 'm1'),
    variant('cand', 'm2', { InitialVariantWeight: 0 }),
  );
  putEndpoint(world.sagemaker, 'rose', 'c2', variant('stable', 'm1'));
  putConfig(world.sagemaker, 'c3', variant('stable', 'm2'));
  return world;
}

const weigh = (EndpointName: string, VariantName: string, DesiredWeight: number) =>
  new UpdateEndpointWeightsAndCapacitiesCommand({
    EndpointName,
    DesiredWeightsAndCapacities: [{ VariantName, DesiredWeight }],
  });

test('the order of calls that have nothing to do with each other leaves no trace', () => {
  const one = served();
  const other = one.copy();
  const calls = [weigh('iris', 'cand', 1), weigh('rose', 'stable', 2)];
  for (const call of calls) one.sagemaker.apply(call);
  for (const call of calls.toReversed()) other.sagemaker.apply(call);
  one.clock.advance(30);
  other.clock.advance(30);
  expect(fingerprint(one)).toBe(fingerprint(other));
});

test('what was done and undone leaves none either, however long it took', () => {
  const world = served();
  const before = fingerprint(world);
  world.sagemaker.apply(weigh('iris', 'cand', 1));
  expect(fingerprint(world)).not.toBe(before);
  world.clock.advance(100);
  world.sagemaker.apply(weigh('iris', 'cand', 0));
  world.clock.advance(30);
  expect(fingerprint(world)).toBe(before);
});

test('a weight, a configuration that is gone, and how long a deployment still takes make a difference', () => {
  const world = served();
  const seen = new Set([fingerprint(world)]);
  world.sagemaker.apply(new UpdateEndpointCommand({ EndpointName: 'rose', EndpointConfigName: 'c3' }));
  seen.add(fingerprint(world));
  world.clock.advance(100);
  seen.add(fingerprint(world));
  world.clock.advance(200);
  seen.add(fingerprint(world));
  expect(seen.size).toBe(4);
});

test('which revision an alias has matters to who remembers one', () => {
  const world = awsWorld();
  const head = { FunctionName: 'iris', Version: '$LATEST' };
  const aliases = { live: { Name: 'live', FunctionVersion: '1', RevisionId: 'revision-0' } };
  world.lambda.state.functions.iris = {
    head,
    versions: [{ ...head, Version: '1' }],
    aliases,
    provisioned: {},
    nextVersion: 2,
  };
  const memory = { RevisionId: 'revision-0' };
  const [before, remembered] = [fingerprint(world), fingerprint(world, memory)];
  world.lambda.apply(new UpdateAliasCommand({ FunctionName: 'iris', Name: 'live', FunctionVersion: '1' }));
  expect(fingerprint(world)).toBe(before);
  expect(fingerprint(world, memory)).not.toBe(remembered);
});
