import { DeleteEndpointConfigCommand, type DeploymentConfig, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { putConfig, putEndpoint, variant } from './endpoint.ts';
import { FakeSageMaker } from './sagemaker.ts';
import { VirtualClock } from './virtual-clock.ts';

const EndpointName = 'iris';
const ten = { InitialInstanceCount: 10 };
const percent = (Value: number) => ({ Type: 'CAPACITY_PERCENT' as const, Value });
const alarms = { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'judge' }] } };

function blueGreen(
  Type: 'ALL_AT_ONCE' | 'CANARY' | 'LINEAR',
  size: number,
  waitSeconds: number,
  terminationSeconds = 0,
): DeploymentConfig {
  const TrafficRoutingConfiguration = {
    Type,
    WaitIntervalInSeconds: waitSeconds,
    ...(Type === 'CANARY' && { CanarySize: percent(size) }),
    ...(Type === 'LINEAR' && { LinearStepSize: percent(size) }),
  };
  const policy = { TrafficRoutingConfiguration, TerminationWaitInSeconds: terminationSeconds };
  return { BlueGreenUpdatePolicy: policy, ...alarms };
}

const rolling = (size: number, waitSeconds: number): DeploymentConfig => ({
  RollingUpdatePolicy: { MaximumBatchSize: percent(size), WaitIntervalInSeconds: waitSeconds },
  ...alarms,
});

/** An endpoint of ten instances, and an alarm that a test trips. */
function served(instanceType: 'ml.m5.large' | 'ml.inf1.xlarge' = 'ml.m5.large') {
  const clock = new VirtualClock();
  const fake = new FakeSageMaker(clock, undefined, { activateSeconds: 0 });
  const inAlarm = new Set<string>();
  fake.neighbours = { ...fake.neighbours, tripped: (names) => names.filter((name) => inAlarm.has(name)) };
  const kind = { ...ten, InstanceType: instanceType };
  putEndpoint(fake, EndpointName, 'c1', variant('main', 'm1', kind));
  putConfig(fake, 'c2', variant('main', 'm2', kind));
  const update = (DeploymentConfig: DeploymentConfig, EndpointConfigName = 'c2') =>
    fake.client.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName, DeploymentConfig }));
  const share = () => fake.arms(EndpointName).find(({ model }) => model === 'm2')?.share ?? 0;
  const trip = () => {
    inAlarm.add('judge');
    fake.alarmed('judge');
  };
  return { clock, fake, update, share, trip, status: () => fake.look(EndpointName)?.EndpointStatus };
}

/** Shares of the new fleet at the end of each wait of so many seconds, until the endpoint rests. */
function sharesEvery(seconds: number, { clock, share, status }: ReturnType<typeof served>): number[] {
  const shares: number[] = [];
  while (status() !== 'InService') {
    shares.push(Math.round(share() * 100));
    clock.advance(seconds);
  }
  return shares;
}

describe('blue/green', () => {
  test('a canary gets its part, then all, and the old fleet stays for the termination wait', async () => {
    const it = served();
    await it.update(blueGreen('CANARY', 10, 300, 600));
    expect(sharesEvery(300, it)).toEqual([0, 10, 100, 100, 100]);
    expect(it.fake.look(EndpointName)).toMatchObject({ EndpointConfigName: 'c2' });
    expect(it.fake.look(EndpointName)?.LastDeploymentConfig).toMatchObject(blueGreen('CANARY', 10, 300, 600));
  });

  test('linear steps end at all of it', async () => {
    const it = served();
    await it.update(blueGreen('LINEAR', 40, 300));
    expect(sharesEvery(300, it)).toEqual([0, 40, 80, 100]);
  });

  test('all at once bakes with all of the traffic', async () => {
    const it = served();
    await it.update(blueGreen('ALL_AT_ONCE', 100, 300));
    expect(sharesEvery(300, it)).toEqual([0, 100]);
  });

  test('the pending variants tell what they are doing', async () => {
    const it = served();
    const doing = () =>
      it.fake.look(EndpointName)?.PendingDeploymentSummary?.ProductionVariants?.[0]?.VariantStatus?.[0]?.Status;
    it.fake.state.settings.activateSeconds = 10;
    await it.update(blueGreen('CANARY', 10, 300));
    const seen = [300, 10, 300, 10].map((seconds) => {
      const now = doing();
      it.clock.advance(seconds);
      return now;
    });
    expect([...seen, doing()]).toEqual(['Creating', 'ActivatingTraffic', 'Baking', 'ActivatingTraffic', 'Baking']);
  });

  test('Inferentia falls back to one shift without a bake, and nothing says so', async () => {
    const it = served('ml.inf1.xlarge');
    await it.update(blueGreen('CANARY', 10, 300, 600));
    expect(sharesEvery(300, it)).toEqual([0]);
    expect(it.fake.look(EndpointName)?.EndpointConfigName).toBe('c2');
  });
});

describe('an alarm', () => {
  test('takes the traffic back at once while it bakes, and the endpoint is RollingBack, then InService with the old configuration', async () => {
    const { update, clock, trip, status, share, fake } = served();
    await update(blueGreen('CANARY', 10, 300));
    clock.advance(400);
    expect(share()).toBeCloseTo(0.1);
    trip();
    expect([status(), share()]).toEqual(['RollingBack', 0]);
    clock.advance(60);
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c1' });
  });

  test('still turns the traffic back during the termination wait', async () => {
    const { update, clock, trip, share, status } = served();
    await update(blueGreen('CANARY', 10, 300, 600));
    clock.advance(300 + 300 + 300 + 599);
    expect(share()).toBe(1);
    trip();
    expect([status(), share()]).toEqual(['RollingBack', 0]);
  });

  test('that had tripped before, for whatever the old fleet did, ends the deployment at its first bake', async () => {
    const { update, clock, trip, status } = served();
    trip();
    await update(blueGreen('CANARY', 10, 300));
    clock.advance(299);
    expect(status()).toBe('Updating');
    clock.advance(1);
    expect(status()).toBe('RollingBack');
  });

  test('after the deployment is over changes nothing', async () => {
    const { update, clock, trip, fake } = served();
    await update(blueGreen('CANARY', 10, 300));
    clock.advance(900);
    trip();
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c2' });
  });
});

describe('rolling', () => {
  test('goes batch by batch, each with its launch and its bake', async () => {
    const it = served();
    await it.update(rolling(50, 300));
    expect(sharesEvery(300, it)).toEqual([0, 50, 50, 100]);
  });

  test('that cannot roll back leaves both fleets serving, and an update brings order', async () => {
    const { update, clock, trip, share, status, fake } = served();
    fake.nextDeployments('rollback-fails');
    await update(rolling(50, 300));
    clock.advance(400);
    trip();
    expect(status()).toBe('RollingBack');
    clock.advance(300);
    expect([status(), share()]).toEqual(['UpdateRollbackFailed', 0.5]);
    await fake.client.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName: 'c1' }));
    clock.advance(300);
    expect([status(), share()]).toEqual(['InService', 0]);
  });

  test('cannot roll back to a configuration that somebody deleted', async () => {
    const { update, clock, trip, status, fake } = served();
    await update(rolling(50, 300));
    clock.advance(400);
    fake.apply(new DeleteEndpointConfigCommand({ EndpointConfigName: 'c1' }));
    trip();
    clock.advance(300);
    expect(status()).toBe('UpdateRollbackFailed');
  });

  test('is for one variant that has instances', async () => {
    const { update, fake } = served();
    putConfig(fake, 'c3', variant('main', 'm1', ten), variant('cand', 'm2', ten));
    await expect(update(rolling(50, 300), 'c3')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a deployment configuration is refused', () => {
  test.each<[string, DeploymentConfig]>([
    ['a canary of more than half', blueGreen('CANARY', 51, 300)],
    ['linear steps of less than a tenth', blueGreen('LINEAR', 9, 300)],
    ['batches of less than a twentieth', rolling(4, 300)],
    ['both policies', { ...blueGreen('CANARY', 10, 300), ...rolling(50, 300) }],
    [
      'a time limit within the waits',
      {
        BlueGreenUpdatePolicy: {
          ...blueGreen('CANARY', 10, 600, 600).BlueGreenUpdatePolicy,
          MaximumExecutionTimeoutInSeconds: 1800,
        } as never,
      },
    ],
  ])('for %s', async (_, config) => {
    const { update, status } = served();
    await expect(update(config)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(status()).toBe('InService');
  });

  test('for other variants than those that serve', async () => {
    const { update, fake } = served();
    putConfig(fake, 'c3', variant('other', 'm2', ten));
    await expect(update(blueGreen('CANARY', 10, 300), 'c3')).rejects.toThrow('same variants');
  });
});

test('a deployment that takes longer than its limit goes back', async () => {
  const { update, clock, status, fake } = served();
  fake.state.settings.updateSeconds = 700;
  const config = blueGreen('CANARY', 10, 200);
  const BlueGreenUpdatePolicy = { ...config.BlueGreenUpdatePolicy, MaximumExecutionTimeoutInSeconds: 800 } as never;
  await update({ ...config, BlueGreenUpdatePolicy });
  clock.advance(800);
  expect(status()).toBe('RollingBack');
});

test('the time limit of a deployment that is over does not end the next one', async () => {
  const { update, clock, status, fake } = served();
  const config = blueGreen('ALL_AT_ONCE', 100, 100);
  await update({
    BlueGreenUpdatePolicy: { ...config.BlueGreenUpdatePolicy, MaximumExecutionTimeoutInSeconds: 800 } as never,
  });
  clock.advance(400);
  expect(fake.look(EndpointName)?.EndpointConfigName).toBe('c2');
  await update(blueGreen('ALL_AT_ONCE', 100, 300), 'c1');
  clock.advance(400);
  expect(status()).toBe('Updating');
  clock.advance(200);
  expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c1' });
});
