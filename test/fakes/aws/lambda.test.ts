import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  GetProvisionedConcurrencyConfigCommand,
  InvokeCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  type UpdateAliasCommandInput,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { Faults } from './faults.ts';
import type { LambdaSettings } from './lambda/state.ts';
import { FakeLambda } from './lambda.ts';
import { VirtualClock } from './virtual-clock.ts';

const FunctionName = 'iris';
const Name = 'production';
const image = (tag: string) => `123456789012.dkr.ecr.eu-central-1.amazonaws.com/iris:${tag}`;
const role = 'arn:aws:iam::123456789012:role/served';

const create = new CreateFunctionCommand({
  FunctionName,
  Role: role,
  PackageType: 'Image',
  Code: { ImageUri: image('1') },
});
const publish = new PublishVersionCommand({ FunctionName });
const code = (tag: string) => new UpdateFunctionCodeCommand({ FunctionName, ImageUri: image(tag) });
const aliasTo = (FunctionVersion: string) => new CreateAliasCommand({ FunctionName, Name, FunctionVersion });
const move = (more: Partial<UpdateAliasCommandInput>) => new UpdateAliasCommand({ FunctionName, Name, ...more });
const weighted = (weights: Record<string, number>) => ({ RoutingConfig: { AdditionalVersionWeights: weights } });
const getAlias = new GetAliasCommand({ FunctionName, Name });
const provision = (Qualifier: string) =>
  new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier, ProvisionedConcurrentExecutions: 5 });

/** Versions 1 to 3 of the function, all active, and an alias at 1. */
function served(settings: Partial<LambdaSettings> = {}) {
  const clock = new VirtualClock();
  const faults = new Faults();
  const fake = new FakeLambda(clock, faults, settings);
  const apply = (command: object) => {
    fake.apply(command);
    clock.advance(60);
  };
  for (const command of [create, publish, code('2'), publish, code('3'), publish, aliasTo('1')]) apply(command);
  fake.state.stale = {};
  return { clock, faults, fake, client: fake.client, apply, alias: () => fake.look(FunctionName, Name) };
}

describe('a function', () => {
  test('is Pending, then Active, and takes no change meanwhile', async () => {
    const clock = new VirtualClock();
    const { client } = new FakeLambda(clock);
    await client.send(create);
    const look = () => client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(await look()).toMatchObject({ State: 'Pending', LastUpdateStatus: 'InProgress' });
    await expect(client.send(code('2'))).rejects.toMatchObject({ name: 'ResourceConflictException' });
    clock.advance(20);
    expect(await look()).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
    await client.send(code('2'));
    expect(await look()).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress' });
    await expect(client.send(publish)).rejects.toMatchObject({ name: 'ResourceConflictException' });
  });

  test('says why it cannot run, and a change that works makes it run', async () => {
    const clock = new VirtualClock();
    const fake = new FakeLambda(clock, undefined, { outcome: 'failed' });
    await fake.client.send(create);
    clock.advance(20);
    const look = () => fake.client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(await look()).toMatchObject({ State: 'Failed', StateReason: 'the image is gone' });
    fake.state.settings.outcome = 'well';
    await fake.client.send(code('2'));
    clock.advance(20);
    expect(await look()).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  });

  test('publishes nothing new of what did not change, nor anything but what the caller saw', async () => {
    const { client } = served();
    expect((await client.send(publish)).Version).toBe('3');
    const wrong = new PublishVersionCommand({ FunctionName, CodeSha256: image('2') });
    await expect(client.send(wrong)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    const stale = new PublishVersionCommand({ FunctionName, RevisionId: 'revision-0' });
    await expect(client.send(stale)).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  });

  test('lists its versions in pages, the head first', async () => {
    const { client } = served();
    const first = await client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    const second = await client.send(new ListVersionsByFunctionCommand({ FunctionName, Marker: first.NextMarker }));
    const versions = [...(first.Versions ?? []), ...(second.Versions ?? [])].map(({ Version }) => Version);
    expect(versions).toEqual(['$LATEST', '1', '2', '3']);
    expect(second.NextMarker).toBeUndefined();
  });

  test('keeps the versions that an alias names, by weight as well', async () => {
    const { client, apply } = served();
    apply(move(weighted({ 2: 0.1 })));
    const remove = (Qualifier: string) => client.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
    await expect(remove('1')).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await expect(remove('2')).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await remove('3');
    await expect(remove('3')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('a version that nobody called for weeks refuses the call that wakes it', async () => {
    const { client, clock, fake } = served();
    fake.fallAsleep(FunctionName, '2');
    const invoke = () => client.send(new InvokeCommand({ FunctionName, Qualifier: '2' }));
    await expect(invoke()).rejects.toMatchObject({ name: 'ResourceConflictException' });
    clock.advance(10);
    expect(await invoke()).toMatchObject({ ExecutedVersion: '2' });
  });
});

describe('an alias', () => {
  test('is changed by one of two that saw the same revision', async () => {
    const { client, alias } = served();
    const RevisionId = alias()?.RevisionId;
    await client.send(move({ ...weighted({ 2: 0.1 }), RevisionId }));
    const second = client.send(move({ ...weighted({ 3: 0.5 }), RevisionId }));
    await expect(second).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      $metadata: { httpStatusCode: 412 },
    });
    expect(alias()?.RoutingConfig?.AdditionalVersionWeights).toEqual({ 2: 0.1 });
  });

  test('keeps weights that the update does not mention, and loses them for an empty map', async () => {
    const { client, alias } = served();
    await client.send(move(weighted({ 2: 0.1 })));
    await client.send(move({ Description: 'with a canary' }));
    expect(alias()?.RoutingConfig?.AdditionalVersionWeights).toEqual({ 2: 0.1 });
    const forgetful = client.send(move({ FunctionVersion: '2' }));
    await expect(forgetful).rejects.toThrow('already included in routing configuration');
    await client.send(move({ FunctionVersion: '2', ...weighted({}) }));
    expect(alias()).toMatchObject({ FunctionVersion: '2', RoutingConfig: { AdditionalVersionWeights: {} } });
  });

  test.each([
    ['three versions', weighted({ 2: 0.1, 3: 0.1 })],
    ['the head and a version', { FunctionVersion: '$LATEST', ...weighted({ 2: 0.1 }) }],
    ['one version', weighted({ 1: 0.1 })],
  ])('does not split its traffic between %s', async (_, told) => {
    const { client } = served();
    const refused = client.send(move(told));
    await expect(refused).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  test('does not split between versions of other roles or dead-letter queues, nor go to one that is not there', async () => {
    const { client, apply } = served();
    apply(new UpdateFunctionConfigurationCommand({ FunctionName, Role: `${role}-other` }));
    apply(publish);
    await expect(client.send(move(weighted({ 4: 0.1 })))).rejects.toThrow('same execution role');
    const TargetArn = 'arn:aws:sqs:eu-central-1:123456789012:dead';
    apply(new UpdateFunctionConfigurationCommand({ FunctionName, Role: role, DeadLetterConfig: { TargetArn } }));
    apply(publish);
    await expect(client.send(move(weighted({ 5: 0.1 })))).rejects.toThrow('same dead-letter queue');
    await expect(client.send(move(weighted({ 9: 0.1 })))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('answers with either version by weight, and says which', async () => {
    const { client, apply } = served();
    apply(move(weighted({ 2: 0.1 })));
    const executed = [];
    for (let call = 0; call < 1000; call += 1)
      executed.push((await client.send(new InvokeCommand({ FunctionName, Qualifier: Name }))).ExecutedVersion);
    expect(Math.abs(executed.filter((version) => version === '2').length - 100)).toBeLessThanOrEqual(2);
  });

  test('may look as before for a while, and compares with what is', async () => {
    const { client } = served({ staleReads: 1 });
    const before = await client.send(getAlias);
    await client.send(move({ ...weighted({ 2: 0.1 }), RevisionId: before.RevisionId }));
    const stale = await client.send(getAlias);
    expect(stale.RevisionId).toBe(before.RevisionId);
    const second = client.send(move({ ...weighted({ 3: 0.1 }), RevisionId: stale.RevisionId }));
    await expect(second).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    expect((await client.send(getAlias)).RoutingConfig?.AdditionalVersionWeights).toEqual({ 2: 0.1 });
  });

  test('is throttled in the words of Lambda', async () => {
    const { client, faults } = served();
    faults.add('UpdateAlias', { kind: 'throttle' });
    const refused = client.send(move({}));
    await expect(refused).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
  });
});

describe('provisioned concurrency', () => {
  const look = (Qualifier: string) => new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier });

  test('of a version is in progress for a while, then ready, then gone', async () => {
    const { client, clock } = served();
    await client.send(provision('2'));
    expect(await client.send(look('2'))).toMatchObject({
      Status: 'IN_PROGRESS',
      AllocatedProvisionedConcurrentExecutions: 0,
    });
    clock.advance(90);
    expect(await client.send(look('2'))).toMatchObject({
      Status: 'READY',
      AllocatedProvisionedConcurrentExecutions: 5,
    });
    await client.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: '2' }));
    const gone = client.send(look('2'));
    await expect(gone).rejects.toMatchObject({ name: 'ProvisionedConcurrencyConfigNotFoundException' });
  });

  test('asked for again counts from then on', async () => {
    const { client, clock } = served();
    await client.send(provision('2'));
    clock.advance(60);
    await client.send(provision('2'));
    clock.advance(60);
    expect((await client.send(look('2'))).Status).toBe('IN_PROGRESS');
    clock.advance(30);
    expect((await client.send(look('2'))).Status).toBe('READY');
  });

  test('can fail, and says why', async () => {
    const { client, clock } = served({ outcome: 'well' });
    const failing = served();
    failing.fake.state.settings.outcome = 'failed';
    await failing.client.send(provision('2'));
    failing.clock.advance(90);
    expect(await failing.client.send(look('2'))).toMatchObject({ Status: 'FAILED', StatusReason: 'the image is gone' });
    await client.send(provision('2'));
    clock.advance(90);
    expect((await client.send(look('2'))).Status).toBe('READY');
  });

  test('and weights exclude each other on an alias', async () => {
    const { client, apply } = served();
    apply(move(weighted({ 2: 0.1 })));
    await expect(client.send(provision(Name))).rejects.toThrow(
      'Alias with weights can not be used with Provisioned Concurrency',
    );
    apply(move(weighted({})));
    await client.send(provision(Name));
    await expect(client.send(move(weighted({ 2: 0.1 })))).rejects.toThrow('Alias with weights');
  });

  test('is had once by a version, and never by the head', async () => {
    const { client } = served();
    await client.send(provision(Name));
    await expect(client.send(provision('1'))).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await client.send(new CreateAliasCommand({ FunctionName, Name: 'staging', FunctionVersion: '1' }));
    await expect(client.send(provision('staging'))).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await expect(client.send(provision('$LATEST'))).rejects.toThrow('unpublished function versions');
    await client.send(provision('2'));
    await expect(client.send(move({ FunctionVersion: '2' }))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
  });

  test('of an alias that moves keeps the old version serving by a weight of Lambda’s own, until the new one is ready', async () => {
    const { client, clock, alias } = served();
    await client.send(provision(Name));
    clock.advance(90);
    const { RevisionId } = await client.send(move({ FunctionVersion: '2' }));
    expect(alias()).toMatchObject({ FunctionVersion: '2', RoutingConfig: { AdditionalVersionWeights: { 1: 1 } } });
    clock.advance(90);
    expect(alias()?.RoutingConfig?.AdditionalVersionWeights).toEqual({});
    expect(alias()?.RevisionId).not.toBe(RevisionId);
  });
});

test('a copy goes its own way, with what was in progress', async () => {
  const { client, clock, fake, alias } = served();
  await client.send(provision('2'));
  const later = clock.copy();
  const copy = fake.copy(later);
  later.advance(90);
  copy.apply(move(weighted({ 2: 0.5 })));
  expect(copy.state.functions.iris?.provisioned['2']?.status).toBe('READY');
  expect(fake.state.functions.iris?.provisioned['2']?.status).toBe('IN_PROGRESS');
  expect(alias()?.RoutingConfig).toBeUndefined();
});
