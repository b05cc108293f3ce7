import { CloudWatchBeacon } from '../../../lib/aws/judge-beacon.ts';
import { noRoute, type Route } from '../../../lib/core/rollout/traffic.ts';
import { deploymentTargetContract } from '../../contracts/deployment-target.ts';
import { putConfig, variant } from '../../fakes/aws/endpoint.ts';
import { canaryPlan } from '../../support/plans.ts';
import { all, managedPlace, type SageMakerPlace, split } from '../../support/sagemaker-place.ts';
import { servable, servedEndpoint } from '../../support/served-endpoint.ts';

const refused = {
  refused: 'needs-weighted-variants',
  because: 'a deployment of SageMaker has no third fleet, no mirror and no users',
};

deploymentTargetContract(
  'SageMakerGuardrailsTarget',
  async () => {
    const place = managedPlace();
    const { world, target } = place;
    const broken = (call: { operation: string; input: Readonly<Record<string, unknown>> }) =>
      call.operation === 'CreateEndpoint' && String(call.input.EndpointName).endsWith('broken');
    world.faults.add(broken, { kind: 'trouble', trouble: 'unhealthy' }, { times: 9 });
    const prefix = `${servedEndpoint.endpointName}-m-`;
    return {
      target,
      good: [servable('one'), servable('two')],
      broken: servable('broken'),
      prepared: async () => Object.keys(world.sagemaker.state.models).map((name) => name.slice(prefix.length)),
      wait: () => place.wait(),
      percent: 10,
      close: async () => {},
    };
  },
  { compared: refused, mirrored: refused, sticky: refused },
);

test('a first release, all of the traffic for a candidate with nothing before it, makes the endpoint', async () => {
  const place = managedPlace();
  await place.until(() => place.target.prepare(servable('one')));
  const first = { stable: null, candidate: 'one', candidatePercent: 100 };
  await place.shift(first, noRoute, canaryPlan([100], 600, 60));
  expect(await place.target.observe()).toEqual(all('one'));
  expect(shares(place)).toEqual({ one: 100 });
  await expect(place.target.shift({ ...first, candidate: 'two', candidatePercent: 10 }, noRoute)).rejects.toThrow(
    'a first release takes 100 %',
  );
});

const plan = canaryPlan([10], 600, 60);
const canary = split('one', 'two', 10);

/** Percent of the traffic by the version that gets it. */
const shares = (place: SageMakerPlace) =>
  Object.fromEntries(
    place.world.sagemaker
      .arms(place.name)
      .filter(({ share }) => share > 0)
      .map(({ model, share }) => [model.split('-').at(-1), Math.round(share * 1e4) / 100]),
  );
const status = ({ world, name }: SageMakerPlace) => world.sagemaker.look(name)?.EndpointStatus;

/** A judge that looks each minute and says so, for so many seconds. */
async function judged(place: SageMakerPlace, seconds: number, worse = false): Promise<void> {
  const beacon = new CloudWatchBeacon(place.world.cloudwatch.client, place.name);
  for (let passed = 0; passed < seconds; passed += 60) {
    await beacon.tell(worse);
    place.wait(60);
  }
}

/** Seconds until the endpoint rests. */
function untilRest(place: SageMakerPlace): number {
  const from = place.world.clock.now().getTime();
  for (let waited = 0; status(place) !== 'InService'; waited += 5) {
    if (waited > 36_000) throw new Error('it never rests');
    place.wait(5);
  }
  return (place.world.clock.now().getTime() - from) / 1_000;
}

describe('a deployment', () => {
  test('is a canary that SageMaker carries out, under alarms that were well before it began', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    expect(shares(place)).toEqual({ one: 90, two: 10 });
    expect(await place.target.observe()).toMatchObject({ ...canary, pending: expect.stringMatching(/^Updating: to /) });
    const update = place.world.sagemaker.calls.find(({ operation }) => operation === 'UpdateEndpoint');
    expect(update?.input).toMatchObject({
      RetainAllVariantProperties: true,
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: 'CANARY',
            CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 },
            WaitIntervalInSeconds: 600,
          },
          TerminationWaitInSeconds: 1_800,
          MaximumExecutionTimeoutInSeconds: 600 + 600 + 1_800 + 3_600,
        },
        AutoRollbackConfiguration: {
          Alarms: ['judge', 'judge-alive', 'errors', 'latency'].map((end) => ({ AlarmName: `signalbox-iris-${end}` })),
        },
      },
    });
    expect(place.world.cloudwatch.state.changes.map(({ to }) => to)).not.toContain('ALARM');
  });

  test('is promoted when SageMaker has gone all the way, while we are heard', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    await judged(place, 300);
    await place.shift(all('two'), canary, plan);
    expect(await place.target.observe()).toEqual(all('two'));
    await place.settle('two', 'one');
    expect(place.world.cloudwatch.state.alarms).toEqual({});
    expect(place.world.sagemaker.state.deletedInUse).toEqual([]);
    expect(place.counts).toEqual({ AllTraffic: 10 });
  });

  test('of equal steps is linear, and a later step waits until SageMaker is there', async () => {
    const place = await managedPlace().live('one', 'two');
    const linear = canaryPlan([20, 40, 60, 80], 300, 60);
    let before: Route = all('one');
    for (const percent of [20, 40, 60, 80]) {
      await place.shift(split('one', 'two', percent), before, linear);
      expect(shares(place)).toEqual({ one: 100 - percent, two: percent });
      before = split('one', 'two', percent);
    }
    await place.shift(all('two'), before, linear);
    expect(place.changes).toEqual(['UpdateEndpoint']);
  });

  test('all at once bakes with the old fleet still there', async () => {
    const place = await managedPlace().live('one', 'two');
    const once = { ...canaryPlan([100], 600, 60), strategy: 'all-at-once' };
    await place.shift(split('one', 'two', 100), all('one'), once);
    expect(shares(place)).toEqual({ two: 100 });
    expect(await place.target.observe()).toMatchObject(split('one', 'two', 100));
    await place.shift(all('two'), split('one', 'two', 100), once);
    expect(await place.target.observe()).toEqual(all('two'));
  });

  test('may be rolling, in batches', async () => {
    const guardrails = { mode: 'rolling' as const, maxErrorRate: null, maxModelLatencyP99Ms: null };
    const place = await managedPlace({ guardrails }).live('one', 'two');
    const batches = canaryPlan([50], 600, 60);
    await place.shift(split('one', 'two', 50), all('one'), batches);
    expect(shares(place)).toEqual({ one: 50, two: 50 });
    await place.shift(all('two'), split('one', 'two', 50), batches);
    expect(await place.target.observe()).toEqual(all('two'));
  });

  test('that went on by itself while a judge was to look counts as arrived, and goes back to a fleet launched anew', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    await judged(place, 4_000);
    expect(status(place)).toBe('InService');
    expect(await place.target.shift(canary, all('one'), plan)).toBe('done');
    expect(await place.target.observe()).toEqual(all('two'));
    place.forgetCalls();
    await place.shift(all('one'), canary, plan);
    expect(place.changes).toEqual(['UpdateEndpoint']);
    expect(
      place.world.sagemaker.calls.find(({ operation }) => operation === 'UpdateEndpoint')?.input,
    ).not.toHaveProperty('DeploymentConfig.BlueGreenUpdatePolicy');
    expect(await place.target.observe()).toEqual(all('one'));
  });
});

test('scaling stands still while SageMaker moves traffic, and goes on afterwards with what was reached', async () => {
  const autoscaling = { minInstances: 5, maxInstances: 20, invocationsPerInstance: 300 };
  const place = await managedPlace({ autoscaling }).live('one', 'two');
  await place.settle('one', 'two');
  expect(place.world.autoscaling.scale(place.name, 'AllTraffic', 20)).toBe(true);
  place.wait(600);
  await place.shift(canary, all('one'), plan);
  const target = () => place.world.autoscaling.state.targets[`endpoint/${place.name}/variant/AllTraffic`];
  expect(target()?.SuspendedState).toMatchObject({ DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true });
  await place.shift(all('two'), canary, plan);
  await place.settle('two', 'one');
  expect(target()?.SuspendedState).toMatchObject({
    DynamicScalingInSuspended: false,
    DynamicScalingOutSuspended: false,
  });
  expect(place.counts).toEqual({ AllTraffic: 20 });
});

describe('the way back', () => {
  test('while the canary bakes is one call: the alarm trips, traffic is back at once, the endpoint a minute later', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    place.forgetCalls();
    expect(await place.target.shift(all('one'), canary, plan)).toBe('pending');
    expect([...place.world.sagemaker.mutations, ...place.world.cloudwatch.mutations]).toEqual(['SetAlarmState']);
    expect(shares(place)).toEqual({ one: 100 });
    expect(status(place)).toBe('RollingBack');
    expect(untilRest(place)).toBe(60);
    await place.shift(all('one'), canary, plan);
    expect(await place.target.observe()).toEqual(all('one'));
  });

  test('in the termination wait is the same flip: the old fleet is there as long as the judge may take', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    await judged(place, 1_500);
    expect(shares(place)).toEqual({ two: 100 });
    await place.target.shift(all('one'), canary, plan);
    expect(shares(place)).toEqual({ one: 100 });
    expect(untilRest(place)).toBe(60);
  });

  test('while the new fleet is launched waits for the first bake: minutes in which it has no traffic', async () => {
    const place = await managedPlace().live('one', 'two');
    let asked: 'done' | 'pending' = 'pending';
    while (place.changes.length === 0) {
      asked = await place.target.shift(canary, all('one'), plan);
      place.wait();
    }
    expect(asked).toBe('pending');
    place.watch = () => expect(shares(place).two ?? 0).toBeLessThanOrEqual(10);
    const from = place.world.clock.now().getTime();
    await place.shift(all('one'), all('one'), plan);
    // 300 s of launching are left less the first 30 s; 10 s of activating; an ask; 60 s of going back.
    expect((place.world.clock.now().getTime() - from) / 1_000).toBeLessThanOrEqual(270 + 10 + 30 + 60 + 30);
    expect(await place.target.observe()).toEqual(all('one'));
  });

  test('after all is over launches the old fleet anew, at once, and takes as long as that', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    await place.shift(all('two'), canary, plan);
    const from = place.world.clock.now().getTime();
    await place.shift(all('one'), all('two'), plan);
    expect((place.world.clock.now().getTime() - from) / 1_000).toBe(300);
    expect(shares(place)).toEqual({ one: 100 });
  });

  test('of a rolling deployment launches the old instances anew, batch by batch', async () => {
    const guardrails = { mode: 'rolling' as const, maxErrorRate: null, maxModelLatencyP99Ms: null };
    const place = await managedPlace({ guardrails }).live('one', 'two');
    const batches = canaryPlan([50], 600, 60);
    await place.shift(split('one', 'two', 50), all('one'), batches);
    await place.target.shift(all('one'), split('one', 'two', 50), batches);
    expect(shares(place)).toEqual({ one: 50, two: 50 });
    expect(untilRest(place)).toBe(300);
    expect(shares(place)).toEqual({ one: 100 });
  });
});

describe('SageMaker goes back by itself', () => {
  test('when the judge has said that it is worse, though nobody of us asks for it', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    await judged(place, 120, true);
    untilRest(place);
    expect(shares(place)).toEqual({ one: 100 });
    await expect(place.shift(all('two'), canary, plan)).rejects.toMatchObject({ code: 'rolled-back', fault: 'input' });
    await place.shift(all('one'), canary, plan);
  });

  test('when nobody of us is heard any more: silence is no health', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    place.wait(600);
    untilRest(place);
    expect(await place.target.observe()).toEqual(all('one'));
  });

  test('not while the judge speaks', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    await judged(place, 540);
    expect(shares(place)).toEqual({ one: 90, two: 10 });
    expect(place.world.cloudwatch.state.changes.map(({ to }) => to)).not.toContain('ALARM');
  });

  test('when the new fleet answers with errors; those of the old one are not its fault', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    const { EndpointConfigName: old, PendingDeploymentSummary: next } = place.world.sagemaker.look(place.name) ?? {};
    const errors = (config: string | undefined) =>
      place.world.cloudwatch.publish({
        namespace: 'AWS/SageMaker',
        name: 'Invocation5XXErrors',
        dimensions: { EndpointName: place.name, VariantName: 'AllTraffic', EndpointConfigName: config ?? '' },
        values: [1],
      });
    for (let minute = 0; minute < 4; minute += 1) {
      errors(old);
      await judged(place, 60);
    }
    expect(shares(place)).toEqual({ one: 90, two: 10 });
    for (let minute = 0; minute < 4; minute += 1) {
      errors(next?.EndpointConfigName);
      await judged(place, 60);
    }
    expect(shares(place)).toEqual({ one: 100 });
  });

  test('in silence, when it finds no capacity: that is told, and may be tried again', async () => {
    const place = await managedPlace().live('one', 'two');
    place.world.sagemaker.nextDeployments('no-capacity');
    await expect(place.shift(canary, all('one'), plan)).rejects.toMatchObject({ code: 'rolled-back' });
    expect(await place.target.observe()).toEqual(all('one'));
    await place.shift(canary, all('one'), plan);
  });

  test('and the next rollout waits until the alarm that took back this one is well again', async () => {
    const place = await managedPlace().live('one', 'two', 'three');
    await place.shift(canary, all('one'), plan);
    await judged(place, 120, true);
    untilRest(place);
    await place.shift(split('one', 'three', 10), all('one'), plan);
    expect(shares(place)).toEqual({ one: 90, three: 10 });
  });
});

describe('whoever is lost on the way', () => {
  const calls = ['PutMetricData', 'PutMetricAlarm', 'CreateEndpointConfig', 'AddTags', 'UpdateEndpoint'];
  for (const call of calls) {
    test(`a lost answer to ${call} only takes longer`, async () => {
      const place = await managedPlace().live('one', 'two');
      place.world.faults.add(call, { kind: 'lost-response' });
      const shift = () => place.target.shift(canary, all('one'), plan).catch(() => 'pending' as const);
      await place.until(shift);
      expect(place.world.faults.left).toBe(0);
      expect(shares(place)).toEqual({ one: 90, two: 10 });
      expect(
        place.world.sagemaker.calls.filter(
          ({ operation, outcome }) => operation === 'UpdateEndpoint' && outcome === 'answered',
        ).length,
      ).toBeLessThanOrEqual(1);
    });
  }

  test('a trip that was lost is made again; one that came too early is too', async () => {
    const place = await managedPlace().live('one', 'two');
    await place.shift(canary, all('one'), plan);
    place.world.faults.add('SetAlarmState', { kind: 'lost-request' });
    await expect(place.target.shift(all('one'), canary, plan)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(shares(place)).toEqual({ one: 90, two: 10 });
    await place.shift(all('one'), canary, plan);
    expect(shares(place)).toEqual({ one: 100 });
  });

  test('throttling is thrown as it is', async () => {
    const place = await managedPlace().live('one', 'two');
    place.world.faults.add('DescribeAlarms', { kind: 'throttle' });
    await expect(place.target.shift(canary, all('one'), plan)).rejects.toMatchObject({ name: 'Throttling' });
    await place.shift(canary, all('one'), plan);
  });

  test('looks that are out of date only take longer', async () => {
    const place = await managedPlace({}, { staleReads: 2 }).live('one', 'two');
    await place.shift(canary, all('one'), plan);
    await place.shift(all('two'), canary, plan);
    expect(await place.target.observe()).toEqual(all('two'));
  });
});

describe('what is broken or not ours', () => {
  test('UpdateRollbackFailed: both fleets serve until one is launched anew', async () => {
    const guardrails = { mode: 'rolling' as const, maxErrorRate: null, maxModelLatencyP99Ms: null };
    const place = await managedPlace({ guardrails }).live('one', 'two');
    place.world.faults.add('UpdateEndpoint', { kind: 'trouble', trouble: 'rollback-fails' });
    const batches = canaryPlan([50], 600, 60);
    await place.shift(split('one', 'two', 50), all('one'), batches);
    await place.target.shift(all('one'), split('one', 'two', 50), batches);
    place.wait(600);
    expect(status(place)).toBe('UpdateRollbackFailed');
    expect((await place.target.observe()).pending).toMatch(/^UpdateRollbackFailed/);
    await expect(place.target.settle(['one'])).rejects.toMatchObject({ code: 'not-in-service' });
    await place.shift(all('one'), all('one'), batches);
    expect(shares(place)).toEqual({ one: 100 });
  });

  test('a deployment that somebody else began is told, and not tripped', async () => {
    const place = await managedPlace().live('one', 'two', 'three');
    await place.shift(split('one', 'three', 10), all('one'), plan);
    place.forgetCalls();
    const shifting = place.target.shift(canary, all('one'), plan);
    await expect(shifting).rejects.toMatchObject({ name: 'ConflictError', code: 'foreign-writer' });
    expect(place.world.cloudwatch.mutations).toEqual([]);
  });

  test('a configuration that somebody else rolled out stands', async () => {
    const place = await managedPlace().live('one', 'two');
    putConfig(place.world.sagemaker, 'theirs', variant('AllTraffic', 'model'));
    Object.assign(place.world.sagemaker.state.endpoints[place.name] ?? {}, { configName: 'theirs' });
    expect((await place.target.observe()).stable).toBe('unknown:theirs');
    await expect(place.shift(canary, all('one'), plan)).rejects.toMatchObject({ code: 'foreign-writer' });
    await expect(place.shift(all('one'), all('one'), plan)).rejects.toMatchObject({ code: 'foreign-writer' });
  });

  test('what an operator takes over gives way to a fleet of ours, all at once', async () => {
    const place = await managedPlace().live('one', 'two');
    place.theirs('theirs');
    const seen = await place.target.observe();
    expect(seen.stable).toBe('unknown:theirs');
    await expect(place.shift(canary, seen, plan)).rejects.toMatchObject({ code: 'foreign-writer' });
    for (const id of ['two', 'one']) {
      await place.shift(all(id), await place.target.observe());
      expect(shares(place)).toEqual({ [id]: 100 });
      place.theirs(`theirs-after-${id}`);
    }
    await expect(place.shift(all('one'), all('one'), plan)).rejects.toMatchObject({ code: 'foreign-writer' });
  });

  test('an endpoint whose bake SageMaker would skip in silence is refused', () => {
    const serverless = { memoryMb: 2_048, maxConcurrency: 5 };
    expect(() => managedPlace({ serverless })).toThrow('is serverless, and SageMaker would move its traffic at once');
    expect(() => managedPlace({ instanceType: 'ml.inf1.xlarge' })).toThrow('runs on ml.inf1.xlarge');
  });
});
