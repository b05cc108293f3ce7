import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointConfigsCommand,
  ListTagsCommand,
  UpdateEndpointCommand,
  type UpdateEndpointCommandInput,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import { takeBreaches } from './breach.ts';
import { putConfig, putEndpoint, putModel, variant } from './endpoint.ts';
import type { SageMakerSettings } from './sagemaker/state.ts';
import { FakeSageMaker } from './sagemaker.ts';
import { VirtualClock } from './virtual-clock.ts';

const EndpointName = 'iris';
const one = variant('main', 'm1');
const update = (EndpointConfigName: string, more: Partial<UpdateEndpointCommandInput> = {}) =>
  new UpdateEndpointCommand({ EndpointName, EndpointConfigName, ...more });
const weigh = (...told: Array<[string, number, number?]>) =>
  new UpdateEndpointWeightsAndCapacitiesCommand({
    EndpointName,
    DesiredWeightsAndCapacities: told.map(([VariantName, DesiredWeight, DesiredInstanceCount]) => ({
      VariantName,
      DesiredWeight,
      DesiredInstanceCount,
    })),
  });

/** An endpoint of one variant under `c1`, and a configuration `c2` of the same variant with another model. */
function served(settings: Partial<SageMakerSettings> = {}) {
  const clock = new VirtualClock();
  const fake = new FakeSageMaker(clock, undefined, settings);
  putEndpoint(fake, EndpointName, 'c1', one);
  putConfig(fake, 'c2', variant('main', 'm2', { InitialInstanceCount: 4, InitialVariantWeight: 3 }));
  const status = () => fake.look(EndpointName)?.EndpointStatus;
  const { client } = fake;
  return { clock, fake, client, status };
}

/** An endpoint of a stable and a candidate variant, all traffic on the first. */
function split(settings: Partial<SageMakerSettings> = {}) {
  const clock = new VirtualClock();
  const fake = new FakeSageMaker(clock, undefined, settings);
  putEndpoint(fake, EndpointName, 'c1', variant('stable', 'm1'), variant('cand', 'm2', { InitialVariantWeight: 0 }));
  const variants = () => fake.look(EndpointName)?.ProductionVariants ?? [];
  return { clock, fake, client: fake.client, variants, status: () => fake.look(EndpointName)?.EndpointStatus };
}

const refusal = (message: string) => expect.objectContaining({ name: 'ValidationException', message });

describe('names', () => {
  test('what exists is not created twice, and what does not is a ValidationException', async () => {
    const { client } = served();
    const model = { ModelName: 'm1', ExecutionRoleArn: 'arn:aws:iam::123456789012:role/served' };
    await expect(client.send(new CreateModelCommand(model))).rejects.toEqual(
      refusal('Cannot create already existing model "arn:aws:sagemaker:eu-central-1:123456789012:model/m1".'),
    );
    await expect(client.send(new DescribeEndpointCommand({ EndpointName: 'rose' }))).rejects.toEqual(
      refusal('Could not find endpoint "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/rose".'),
    );
    await expect(client.send(update('c9'))).rejects.toEqual(
      refusal(
        'Could not find endpoint configuration "arn:aws:sagemaker:eu-central-1:123456789012:endpoint-config/c9".',
      ),
    );
  });

  test('a configuration needs its models, unique variants, and instances or serverless', async () => {
    const { client, fake } = served();
    const config = (...ProductionVariants: object[]) =>
      new CreateEndpointConfigCommand({ EndpointConfigName: 'c3', ProductionVariants } as never);
    const serverless = {
      VariantName: 'a',
      ModelName: 'm1',
      ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
    };
    await expect(client.send(config(variant('a', 'm9')))).rejects.toThrow('Could not find model');
    await expect(client.send(config(variant('a', 'm1'), variant('a', 'm1')))).rejects.toThrow('unique');
    await expect(client.send(config({ VariantName: 'a', ModelName: 'm1' }))).rejects.toThrow('ServerlessConfig');
    await expect(client.send(config(serverless, variant('b', 'm1')))).rejects.toThrow('Serverless');
    await client.send(config(serverless));
    expect(Object.keys(fake.state.configs)).toContain('c3');
  });

  test('a list comes in pages, newest first, and tags are found by ARN', async () => {
    const { client } = served();
    const first = await client.send(new ListEndpointConfigsCommand({ MaxResults: 1 }));
    expect(first.EndpointConfigs?.map((c) => c.EndpointConfigName)).toEqual(['c2']);
    const second = await client.send(new ListEndpointConfigsCommand({ MaxResults: 1, NextToken: first.NextToken }));
    expect(second).toMatchObject({ EndpointConfigs: [{ EndpointConfigName: 'c1' }], NextToken: undefined });
    const Tags = [{ Key: 'signalbox', Value: 'yes' }];
    const made = await client.send(
      new CreateEndpointConfigCommand({ EndpointConfigName: 'c3', ProductionVariants: [one], Tags }),
    );
    const listed = await client.send(new ListTagsCommand({ ResourceArn: made.EndpointConfigArn }));
    expect(listed.Tags).toEqual(Tags);
  });
});

describe('an endpoint', () => {
  test('is Creating until its instances are there, and shows what is pending', async () => {
    const { client, fake, clock } = served();
    await client.send(new CreateEndpointCommand({ EndpointName: 'rose', EndpointConfigName: 'c2' }));
    expect(fake.look('rose')).toMatchObject({
      EndpointStatus: 'Creating',
      PendingDeploymentSummary: {
        ProductionVariants: [{ VariantName: 'main', VariantStatus: [{ Status: 'Creating' }] }],
      },
    });
    clock.advance(299);
    expect(fake.look('rose')?.EndpointStatus).toBe('Creating');
    clock.advance(1);
    expect(fake.look('rose')).toMatchObject({
      EndpointStatus: 'InService',
      ProductionVariants: [{ CurrentInstanceCount: 4, DesiredInstanceCount: 4, CurrentWeight: 3, DesiredWeight: 3 }],
    });
  });

  test('that never came up is Failed, and can only be deleted', async () => {
    const { client, fake, clock } = served();
    fake.nextDeployments('no-capacity');
    await client.send(new CreateEndpointCommand({ EndpointName: 'rose', EndpointConfigName: 'c2' }));
    clock.advance(300);
    expect(fake.look('rose')).toMatchObject({
      EndpointStatus: 'Failed',
      FailureReason: /InsufficientInstanceCapacity/,
    });
    const again = new UpdateEndpointCommand({ EndpointName: 'rose', EndpointConfigName: 'c1' });
    await expect(client.send(again)).rejects.toThrow('Cannot update endpoint');
    await client.send(new DeleteEndpointCommand({ EndpointName: 'rose' }));
    expect(fake.look('rose')?.EndpointStatus).toBe('Deleting');
    clock.advance(30);
    expect(fake.look('rose')).toBeUndefined();
  });

  test.each(['update', 'weights', 'deletion'])(
    'that is busy takes no %s, with the same words for all',
    async (what) => {
      const { client } = served();
      await client.send(update('c2'));
      const commands = {
        update: update('c2'),
        weights: weigh(['main', 1]),
        deletion: new DeleteEndpointCommand({ EndpointName }),
      };
      await expect(client.send(commands[what as 'update'])).rejects.toEqual(
        refusal('Cannot update in-progress endpoint "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/iris".'),
      );
    },
  );

  test('under maintenance takes nothing either, and keeps its weights', async () => {
    const { client, fake, clock, status } = split();
    fake.systemUpdate(EndpointName, 600);
    expect(status()).toBe('SystemUpdating');
    await expect(client.send(weigh(['cand', 1]))).rejects.toThrow('in-progress');
    clock.advance(600);
    expect(status()).toBe('InService');
    expect(fake.arms(EndpointName).map(({ share }) => share)).toEqual([1, 0]);
  });

  test('out of service answers nobody, and an update brings it back', async () => {
    const { client, fake, clock, status } = served();
    fake.outOfService(EndpointName);
    expect(fake.arms(EndpointName)).toEqual([]);
    await expect(client.send(weigh(['main', 1]))).rejects.toThrow('unless its status is InService');
    await client.send(update('c1'));
    clock.advance(300);
    expect(status()).toBe('InService');
  });
});

describe('an update', () => {
  test('serves the old fleet until the new one is there, then all at once, without a bake', async () => {
    const { client, fake, clock } = served();
    await client.send(update('c2'));
    clock.advance(299);
    expect(fake.look(EndpointName)).toMatchObject({
      EndpointStatus: 'Updating',
      EndpointConfigName: 'c1',
      PendingDeploymentSummary: { EndpointConfigName: 'c2' },
    });
    expect(fake.arms(EndpointName)).toMatchObject([{ model: 'm1', share: 1 }]);
    clock.advance(1);
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c2' });
    expect(fake.look(EndpointName)?.PendingDeploymentSummary).toBeUndefined();
    expect(fake.arms(EndpointName)).toMatchObject([{ model: 'm2', share: 1 }]);
  });

  test('to the configuration that serves is refused', async () => {
    const { client } = served();
    await expect(client.send(update('c1'))).rejects.toEqual(
      refusal('Cannot update endpoint with the currently in use endpoint configuration "c1".'),
    );
  });

  test('without capacity ends InService with the old configuration and no reason: a silent rollback', async () => {
    const { client, fake, clock } = served();
    fake.nextDeployments('no-capacity');
    await client.send(update('c2'));
    clock.advance(300);
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c1' });
    expect(fake.look(EndpointName)?.FailureReason).toBeUndefined();
  });

  test('can be stuck for longer than its time limit, and goes on when it is freed', async () => {
    const { client, fake, clock, status } = served();
    const TrafficRoutingConfiguration = { Type: 'ALL_AT_ONCE' as const, WaitIntervalInSeconds: 0 };
    const BlueGreenUpdatePolicy = { TrafficRoutingConfiguration, MaximumExecutionTimeoutInSeconds: 600 };
    fake.nextDeployments('stuck');
    await client.send(update('c2', { DeploymentConfig: { BlueGreenUpdatePolicy } }));
    clock.advance(86_400);
    expect(status()).toBe('Updating');
    fake.unstick(EndpointName);
    clock.advance(10);
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c2' });
  });

  test('takes counts and weights of the new configuration, unless it retains those of the old variants', async () => {
    const { client, fake, clock } = served();
    await client.send(weigh(['main', 7, 9]));
    clock.advance(300);
    const retained = served();
    await retained.client.send(weigh(['main', 7, 9]));
    retained.clock.advance(300);
    await client.send(update('c2'));
    const ExcludeRetainedVariantProperties = [{ VariantPropertyType: 'DesiredWeight' as const }];
    await retained.client.send(update('c2', { RetainAllVariantProperties: true, ExcludeRetainedVariantProperties }));
    clock.advance(300);
    retained.clock.advance(300);
    const [reset] = fake.look(EndpointName)?.ProductionVariants ?? [];
    const [kept] = retained.fake.look(EndpointName)?.ProductionVariants ?? [];
    expect([reset?.CurrentInstanceCount, reset?.CurrentWeight]).toEqual([4, 3]);
    expect([kept?.CurrentInstanceCount, kept?.CurrentWeight]).toEqual([9, 3]);
  });

  test('needs room for both fleets at once', async () => {
    const { client } = served({ instanceQuota: 5 });
    await expect(client.send(update('c2'))).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
  });
});

describe('deleting a configuration in use', () => {
  test('is allowed, is told by the fake, and breaks the next update in silence', async () => {
    const { client, fake, clock } = served();
    await client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'c1' }));
    expect(fake.brokenByDeletion(EndpointName)).toEqual(['endpoint configuration c1']);
    expect(fake.state.deletedInUse).toMatchObject([
      { endpoint: 'iris', kind: 'config', name: 'c1', whileDeploying: false },
    ]);
    await client.send(update('c2'));
    clock.advance(300);
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c1' });
    await expect(client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'c1' }))).rejects.toThrow();
  });

  test('does harm to the one that is being rolled out as well', async () => {
    const { client, fake, clock } = served();
    await client.send(update('c2'));
    await client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'c2' }));
    expect(fake.state.deletedInUse).toMatchObject([{ name: 'c2', whileDeploying: true }]);
    clock.advance(300);
    expect(fake.look(EndpointName)?.EndpointConfigName).toBe('c1');
  });

  test('is harmless for one that no endpoint needs, and a model counts as well', async () => {
    const { client, fake } = served();
    await client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'c2' }));
    expect(fake.state.deletedInUse).toEqual([]);
    await client.send(new DeleteModelCommand({ ModelName: 'm1' }));
    expect(fake.brokenByDeletion(EndpointName)).toEqual(['model m1']);
  });

  test('is undone by the same name', async () => {
    const { client, fake, clock } = served();
    await client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'c1' }));
    putConfig(fake, 'c1', one);
    await client.send(update('c2'));
    clock.advance(300);
    expect(fake.look(EndpointName)?.EndpointConfigName).toBe('c2');
  });
});

describe('weights', () => {
  test('move after half a minute without new instances, and until then the old ones hold', async () => {
    const { client, clock, fake, variants, status } = split();
    await client.send(weigh(['stable', 0.9], ['cand', 0.1]));
    expect(status()).toBe('Updating');
    clock.advance(29);
    expect(variants().map((v) => [v.CurrentWeight, v.DesiredWeight])).toEqual([
      [1, 0.9],
      [0, 0.1],
    ]);
    expect(fake.arms(EndpointName).map(({ share }) => share)).toEqual([1, 0]);
    clock.advance(1);
    expect(status()).toBe('InService');
    expect(fake.arms(EndpointName).map(({ share }) => share)).toEqual([0.9, 0.1]);
  });

  test('of a variant that is not there, and such as add up to nothing, are refused and change nothing', async () => {
    const { client, status } = split();
    await expect(client.send(weigh(['nobody', 1]))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(client.send(weigh(['stable', 0]))).rejects.toMatchObject({ name: 'ValidationException' });
    expect(status()).toBe('InService');
  });

  test('with more instances take as long as instances do, and go back visibly when there are none to have', async () => {
    const { client, clock, fake, variants, status } = split();
    fake.nextDeployments('no-capacity');
    await client.send(weigh(['cand', 1, 6]));
    clock.advance(299);
    expect(status()).toBe('Updating');
    clock.advance(1);
    expect(status()).toBe('RollingBack');
    clock.advance(60);
    expect(status()).toBe('InService');
    expect(variants()[1]).toMatchObject({ DesiredInstanceCount: 2, CurrentInstanceCount: 2, DesiredWeight: 0 });
  });
});

describe('what is eventually consistent', () => {
  test('a look after a change may still see what was before', async () => {
    const { client, fake } = served({ staleReads: 2 });
    fake.state.stale = {};
    const look = async () => (await client.send(new DescribeEndpointCommand({ EndpointName }))).EndpointStatus;
    await client.send(update('c2'));
    expect([await look(), await look(), await look()]).toEqual(['InService', 'InService', 'Updating']);
  });

  test('a new configuration may not be found by the update that follows', async () => {
    const { client, fake } = served();
    fake.state.settings.staleConfigReads = 1;
    putConfig(fake, 'c3', one);
    await expect(client.send(update('c3'))).rejects.toThrow('Could not find endpoint configuration');
    await expect(client.send(update('c3'))).resolves.toBeDefined();
  });

  test('an event may come twice, with its status in capitals', async () => {
    const { client, clock, fake } = served({ eventCopies: 2 });
    await client.send(update('c2'));
    clock.advance(300);
    const changes = fake.takeEvents().filter((event) => event['detail-type'] === 'SageMaker Endpoint State Change');
    expect(changes.map(({ detail }) => detail.EndpointStatus)).toEqual([
      'UPDATING',
      'UPDATING',
      'IN_SERVICE',
      'IN_SERVICE',
    ]);
    expect(changes[0]?.id).toBe(changes[1]?.id);
    expect(fake.takeEvents()).toEqual([]);
  });
});

test('a request with a name that the API does not have fails the test, whoever catches the exception', async () => {
  const { client } = served();
  const wrong = { EndpointName, EndpointConfigName: 'c2', RetainAllVariantProps: true } as never;
  await client.send(new UpdateEndpointCommand(wrong)).catch(() => {});
  expect(takeBreaches()).toEqual(['sagemaker UpdateEndpoint: UpdateEndpoint.RetainAllVariantProps: unknown']);
});

test('a copy goes its own way, with the timers that were set', async () => {
  const { client, clock, fake } = served();
  await client.send(update('c2'));
  clock.advance(100);
  const later = clock.copy();
  const copy = fake.copy(later);
  later.advance(200);
  expect(copy.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c2' });
  expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'Updating', EndpointConfigName: 'c1' });
  putModel(copy, 'only-there');
  expect(fake.state.models).not.toHaveProperty('only-there');
});
