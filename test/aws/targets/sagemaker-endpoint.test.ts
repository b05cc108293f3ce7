import { isThrottle } from '../../../lib/aws/sagemaker-errors.ts';
import { noRoute, type Progress, type Route } from '../../../lib/core/rollout/traffic.ts';
import { deploymentTargetContract } from '../../contracts/deployment-target.ts';
import { putEndpoint, variant } from '../../fakes/aws/endpoint.ts';
import type { Call } from '../../fakes/aws/faults.ts';
import { canaryPlan } from '../../support/plans.ts';
import { all, endpointPlace, split } from '../../support/sagemaker-place.ts';
import { servable, servedEndpoint } from '../../support/served-endpoint.ts';

const compared = (percent: number): Route => ({ ...split('one', 'two', percent), manner: 'compared' });
const mirrored = (percent: number): Route => ({ ...split('one', 'two', percent), manner: 'mirrored' });
const creates = (end: string) => (call: Call) =>
  call.operation === 'CreateEndpoint' && String(call.input.EndpointName).endsWith(end);

deploymentTargetContract(
  'SageMakerEndpointTarget',
  async () => {
    const place = endpointPlace();
    const { world, target } = place;
    world.faults.add(creates('broken'), { kind: 'trouble', trouble: 'unhealthy' }, { times: 9 });
    const prefix = `${servedEndpoint.endpointName}-m-`;
    return {
      target,
      good: [servable('one'), servable('two')],
      broken: servable('broken'),
      prepared: async () => Object.keys(world.sagemaker.state.models).map((name) => name.slice(prefix.length)),
      wait: () => place.wait(),
      close: async () => {},
    };
  },
  {
    compared: 'carried',
    mirrored: 'carried',
    sticky: { refused: 'sticky-needs-door', because: 'weights of variants draw each request anew' },
  },
);

describe('prepare', () => {
  test('makes a model of image and data by their digests, and proves it on an endpoint of its own without instances', async () => {
    const { world, target, until } = bound(endpointPlace());
    expect(await target.prepare(servable('one'))).toBe('pending');
    expect(world.sagemaker.state.models['signalbox-iris-m-one']).toMatchObject({
      ExecutionRoleArn: servedEndpoint.executionRoleArn,
      PrimaryContainer: {
        Image: `${servedEndpoint.repositoryUri}@sha256:aa`,
        ModelDataUrl: 's3://store/models/digest-of-one/model.tar.gz',
        Environment: { SIGNALBOX_SERVABLE: 'one' },
      },
    });
    await until(() => target.prepare(servable('one')));
    expect(Object.keys(world.sagemaker.state.endpoints)).toEqual(['signalbox-iris-proof-one']);
    expect(world.sagemaker.state.configs['signalbox-iris-proof-one']?.ProductionVariants).toEqual([
      expect.objectContaining({ ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 2 } }),
    ]);
  });

  test('what serves already is not proven again', async () => {
    const place = await endpointPlace().live('one');
    await place.settle('one');
    place.forgetCalls();
    expect(await place.target.prepare(servable('one'))).toBe('done');
    expect(place.changes).toEqual([]);
  });

  test('what never comes up says why, and neither endpoint nor configuration nor model is left', async () => {
    const place = endpointPlace();
    const { world, target } = place;
    world.sagemaker.nextDeployments('unhealthy');
    const preparing = place.until(() => target.prepare(servable('one')));
    await expect(preparing).rejects.toThrow('one does not come up on SageMaker: The primary container did not pass');
    place.wait(60);
    expect(world.sagemaker.state).toMatchObject({ models: {}, configs: {}, endpoints: {} });
    await place.until(() => target.prepare(servable('one')));
  });

  test('a model of that name which is made of something else is told', async () => {
    const place = await endpointPlace().live('one');
    const other = { ...servable('one'), modelDigest: 'other' };
    await expect(place.target.prepare(other)).rejects.toMatchObject({ code: 'foreign-writer' });
  });

  test('a configuration that is too new to be found, and a lost answer, are asked for again', async () => {
    const place = endpointPlace({}, { staleConfigReads: 2 });
    place.world.faults.script('CreateModel', { kind: 'lost-response' });
    await expect(place.target.prepare(servable('one'))).rejects.toMatchObject({ name: 'TimeoutError' });
    await place.until(() => place.target.prepare(servable('one')));
  });

  test('an account without room for the proof is told as such', async () => {
    const place = endpointPlace({ proof: null }, { instanceQuota: 0 });
    await expect(place.target.prepare(servable('one'))).rejects.toMatchObject({ code: 'capacity' });
  });
});

describe('a step', () => {
  test('launches stable, its fresh copy and the candidate without weight, and then moves weights alone', async () => {
    const place = await endpointPlace().live('one', 'two');
    const seen = new Set<string>();
    place.watch = () => void seen.add(JSON.stringify(place.shares));
    await place.shift(compared(10), all('one'));
    expect([...seen]).toEqual([
      '{"stable-one":100}',
      JSON.stringify({ 'stable-one': 80, 'base-one': 10, 'cand-two': 10 }),
    ]);
    expect(place.changes).toEqual(['UpdateEndpoint', 'UpdateEndpointWeightsAndCapacities']);
    expect(place.counts).toEqual({ 'stable-one': 3, 'base-one': 1, 'cand-two': 1 });
    place.forgetCalls();
    await place.shift(compared(20), compared(10));
    expect(place.changes).toEqual(['UpdateEndpointWeightsAndCapacities']);
  });

  test('each ask makes at most one change of the endpoint, whatever is still to do', async () => {
    const place = await endpointPlace().live('one', 'two');
    let before = 0;
    place.watch = () => {
      expect(place.changes.length - before).toBeLessThanOrEqual(1);
      before = place.changes.length;
    };
    await place.shift(compared(50), all('one'));
    await place.shift(all('two'), compared(50));
    expect(place.changes.length).toBe(4);
  });

  test('a plan that compares later launches the fresh copy at once', async () => {
    const place = await endpointPlace().live('one', 'two');
    const plan = canaryPlan();
    plan.steps = plan.steps.map((step) => ({ ...step, manner: 'compared' }));
    await place.shift(split('one', 'two', 10), all('one'), plan);
    expect(Object.keys(place.counts)).toEqual(['stable-one', 'base-one', 'cand-two']);
  });

  test('the first request to a candidate is ours; one that does not answer gets no traffic', async () => {
    const place = await endpointPlace().live('one', 'two');
    place.world.faults.add('InvokeEndpoint', { kind: 'error', name: 'ModelNotReadyException', message: 'loading' });
    const shifting = place.shift(split('one', 'two', 10), all('one'));
    await expect(shifting).rejects.toMatchObject({ code: 'not-ready', fault: 'input' });
    expect(place.shares).toEqual({ 'stable-one': 100 });
    place.world.runtime.answer = () => ({ status: 400, body: 'instances must not be empty' });
    await place.shift(split('one', 'two', 10), all('one'));
    expect(place.world.runtime.state.invocations).toEqual([
      expect.objectContaining({ arm: expect.objectContaining({ variant: 'cand-two' }), body: '{"instances":[]}' }),
    ]);
  });

  test('instances come before the share that needs them', async () => {
    const place = await endpointPlace({ stableInstanceCount: 8 }).live('one', 'two');
    place.watch = () => {
      const instances = place.world.sagemaker
        .look(place.name)
        ?.ProductionVariants?.find(({ VariantName }) => VariantName === 'cand-two')?.CurrentInstanceCount;
      expect(instances ?? 0).toBeGreaterThanOrEqual(((place.shares['cand-two'] ?? 0) / 100) * 8);
    };
    await place.shift(split('one', 'two', 10), all('one'));
    expect(place.counts).toEqual({ 'stable-one': 8, 'cand-two': 1 });
    await place.shift(split('one', 'two', 75), split('one', 'two', 10));
    expect(place.counts).toEqual({ 'stable-one': 8, 'cand-two': 6 });
    await place.shift(all('two'), split('one', 'two', 75));
    expect(place.counts).toEqual({ 'stable-one': 8, 'cand-two': 8 });
  });

  test('a mirrored step leaves every answer to stable, and what follows it launches a fleet that shares', async () => {
    const place = await endpointPlace().live('one', 'two');
    const answered = new Set<string>();
    place.watch = () => {
      for (const name of Object.keys(place.shares)) answered.add(name);
    };
    await place.shift(mirrored(30), all('one'));
    expect(place.shares).toEqual({ 'stable-one': 100, '(cand-two)': 30 });
    expect([...answered].sort()).toEqual(['(cand-two)', 'stable-one']);
    await place.shift(split('one', 'two', 10), mirrored(30));
    expect(place.shares).toEqual({ 'stable-one': 90, 'cand-two': 10 });
  });

  test('shares of a thousandth come back as they were sent', async () => {
    const place = await endpointPlace().live('one', 'two');
    let before = all('one');
    for (const percent of [0.1, 0.7, 7, 14.3, 33.333, 57, 99.9]) {
      const route = split('one', 'two', percent);
      await place.shift(route, before);
      expect(await place.target.observe()).toEqual(route);
      before = route;
    }
  });

  test('what cannot be carried is refused before anything is changed', async () => {
    const place = await endpointPlace().live('one', 'two');
    await expect(place.shift(compared(60), all('one'))).rejects.toMatchObject({ code: 'out-of-range' });
    await expect(place.shift({ ...noRoute, candidate: 'two', candidatePercent: 10 }, noRoute)).rejects.toMatchObject({
      code: 'no-stable-version',
    });
    expect(place.world.sagemaker.mutations).toEqual([]);
  });
});

describe('going back is exactly one mutating call', () => {
  const cases: Array<[string, Route[]]> = [
    ['from a split', [split('one', 'two', 10)]],
    ['from a comparison', [compared(25)]],
    ['from a later step with more instances', [compared(10), compared(50)]],
    ['from all traffic, before it is settled', [compared(10), all('two')]],
  ];
  for (const [name, steps] of cases) {
    test(name, async () => {
      const place = await endpointPlace().live('one', 'two');
      let before = all('one');
      for (const step of steps) {
        await place.shift(step, before);
        before = step;
      }
      place.forgetCalls();
      await place.shift(all('one'), before);
      expect(place.world.sagemaker.mutations).toEqual(['UpdateEndpointWeightsAndCapacities']);
      expect(place.world.autoscaling.mutations).toEqual([]);
      expect(place.shares).toEqual({ 'stable-one': 100 });
    });
  }

  test('twice at once, and repeated after it is done, it is still one change', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    place.forgetCalls();
    const back = () => place.shift(all('one'), split('one', 'two', 10));
    await Promise.all([back(), back()]);
    await back();
    const landed = place.world.sagemaker.calls.filter(
      ({ operation, outcome }) => /^Update/.test(operation) && outcome === 'answered',
    );
    expect(landed).toHaveLength(1);
  });
});

// The rows of the failure table of weighted variants, by what DescribeEndpoint says.
describe('what fails on the way', () => {
  test('attach finds no capacity: InService with the old configuration is told, and no traffic was moved', async () => {
    const place = await endpointPlace().live('one', 'two');
    place.watch = () => expect(place.shares).toEqual({ 'stable-one': 100 });
    place.world.sagemaker.nextDeployments({ trouble: 'no-capacity', reason: 'InsufficientInstanceCapacity' });
    const shifting = place.shift(split('one', 'two', 10), all('one'));
    await expect(shifting).rejects.toMatchObject({
      code: 'capacity',
      message: expect.stringContaining('InsufficientInst'),
    });
    expect(await place.target.observe()).toEqual(all('one'));
    place.watch = undefined;
    await place.shift(split('one', 'two', 10), all('one'));
    expect(place.shares).toEqual({ 'stable-one': 90, 'cand-two': 10 });
  });

  test('attach is rolled back without a word: names are compared, not reasons', async () => {
    const place = await endpointPlace().live('one', 'two');
    place.world.sagemaker.nextDeployments('no-capacity');
    const shifting = place.shift(split('one', 'two', 10), all('one'));
    await expect(shifting).rejects.toThrow('all traffic is where it was: SageMaker gave no reason');
    expect(place.changes).toEqual(['UpdateEndpoint']);
  });

  test('attach goes over the quota of the account', async () => {
    const place = await endpointPlace({}, { instanceQuota: 6 }).live('one', 'two');
    await expect(place.shift(split('one', 'two', 10), all('one'))).rejects.toMatchObject({ code: 'capacity' });
    expect(place.shares).toEqual({ 'stable-one': 100 });
  });

  test('Updating during a step: going back waits, then takes one change', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    expect(await place.target.shift(split('one', 'two', 50), split('one', 'two', 10))).toBe('pending');
    place.forgetCalls();
    expect(await place.target.shift(all('one'), split('one', 'two', 10))).toBe('pending');
    expect(place.world.sagemaker.mutations).toEqual([]);
    await place.until(async () => place.target.shift(all('one'), await place.target.observe()));
    expect(place.world.sagemaker.mutations).toEqual(['UpdateEndpointWeightsAndCapacities']);
  });

  test('Updating while the fleet is attached: nothing has moved, and going back waits for its end', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.target.shift(split('one', 'two', 10), all('one'));
    place.forgetCalls();
    place.watch = () => expect(place.shares).toEqual({ 'stable-one': 100 });
    await place.shift(all('one'), all('one'));
    expect(place.world.sagemaker.mutations).toEqual([]);
    await place.settle('one');
    expect(place.counts).toEqual({ 'stable-one': 3 });
  });

  test('promotion finds no capacity: the step keeps its weights, and going back takes one change', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    place.world.sagemaker.nextDeployments('no-capacity');
    const promoting = place.shift(all('two'), split('one', 'two', 10));
    await expect(promoting).rejects.toMatchObject({ code: 'capacity' });
    expect(place.shares).toEqual({ 'stable-one': 90, 'cand-two': 10 });
    expect(place.counts).toEqual({ 'stable-one': 3, 'cand-two': 1 });
    place.forgetCalls();
    await place.shift(all('one'), split('one', 'two', 10));
    expect(place.world.sagemaker.mutations).toEqual(['UpdateEndpointWeightsAndCapacities']);
  });

  test('SystemUpdating: every change waits', async () => {
    const place = await endpointPlace().live('one', 'two');
    place.world.sagemaker.systemUpdate(place.name, 120);
    expect(await place.target.shift(split('one', 'two', 10), all('one'))).toBe('pending');
    expect(await place.target.settle(['one'])).toBe('pending');
    expect(place.world.sagemaker.mutations).toEqual([]);
    await place.shift(split('one', 'two', 10), all('one'));
  });

  test('RollingBack: the way back waits and finds what it comes to', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    place.world.sagemaker.nextDeployments('no-capacity');
    await place.target.shift(split('one', 'two', 90), split('one', 'two', 10));
    place.wait(300);
    expect((await place.target.observe()).pending).toMatch(/^RollingBack/);
    await place.shift(all('one'), split('one', 'two', 10));
    expect(place.shares).toEqual({ 'stable-one': 100 });
  });

  test('UpdateRollbackFailed: one version gets a whole new fleet, at once and without alarms', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    Object.assign(place.world.sagemaker.state.endpoints[place.name] ?? {}, { status: 'UpdateRollbackFailed' });
    expect((await place.target.observe()).pending).toMatch(/^UpdateRollbackFailed/);
    const further = place.target.shift(split('one', 'two', 50), split('one', 'two', 10));
    await expect(further).rejects.toMatchObject({ code: 'not-in-service' });
    place.forgetCalls();
    await place.shift(all('one'), split('one', 'two', 10));
    expect(place.changes).toEqual(['UpdateEndpoint']);
    expect(place.counts).toEqual({ 'stable-one': 3 });
  });

  test('OutOfService: the same, also on the very configuration that it had, and again if need be', async () => {
    const place = await endpointPlace().live('one');
    for (const _ of [1, 2]) {
      place.world.sagemaker.outOfService(place.name);
      await expect(place.target.settle(['one'])).rejects.toMatchObject({ code: 'not-in-service' });
      await place.shift(all('one'), all('one'));
      expect(place.shares).toEqual({ 'stable-one': 100 });
    }
  });

  test('Failed at its first release: it is removed, and may be tried again', async () => {
    const place = endpointPlace();
    await place.until(() => place.target.prepare(servable('one')));
    place.world.sagemaker.nextDeployments({ trouble: 'no-capacity', reason: 'none left' });
    await expect(place.shift(all('one'), noRoute)).rejects.toMatchObject({ code: 'capacity' });
    await place.shift(noRoute, noRoute);
    expect(place.world.sagemaker.look(place.name)).toBeUndefined();
    await place.shift(all('one'), noRoute);
  });

  test('Failed after it served: it is deleted and made again under the same name', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    Object.assign(place.world.sagemaker.state.endpoints[place.name] ?? {}, { status: 'Failed' });
    place.forgetCalls();
    await place.shift(all('one'), split('one', 'two', 10));
    expect(place.changes).toEqual(['DeleteEndpoint', 'CreateEndpoint']);
    expect(place.shares).toEqual({ 'stable-one': 100 });
  });

  for (const change of ['CreateEndpointConfig', 'AddTags', 'UpdateEndpoint', 'UpdateEndpointWeightsAndCapacities']) {
    for (const when of ['before', 'after'] as const) {
      test(`the orchestrator is killed ${when} ${change}: whoever asks next goes on from there`, async () => {
        const place = await endpointPlace().live('one', 'two');
        place.world.faults.add(change, { kind: 'kill', when });
        const asking = () => place.target.shift(split('one', 'two', 10), all('one'));
        const silence = () => new Promise<'silence'>((resolve) => setTimeout(resolve, 20, 'silence'));
        let heard: Progress | 'silence' = 'pending';
        while (heard === 'pending') {
          heard = await Promise.race([asking(), silence()]);
          place.wait();
        }
        expect(heard).toBe('silence');
        await place.shift(split('one', 'two', 10), all('one'));
        expect(place.shares).toEqual({ 'stable-one': 90, 'cand-two': 10 });
        await place.shift(all('one'), split('one', 'two', 10));
        await place.settle('one');
        expect(place.counts).toEqual({ 'stable-one': 3 });
      });
    }
  }

  test('throttling is thrown as it is, known as such, and changes nothing', async () => {
    const place = await endpointPlace().live('one', 'two');
    place.world.faults.add('UpdateEndpoint', { kind: 'throttle' });
    const error = await place.target.shift(split('one', 'two', 10), all('one')).catch((thrown: unknown) => thrown);
    expect(isThrottle(error)).toBe(true);
    await place.shift(split('one', 'two', 10), all('one'));
    expect(place.shares).toEqual({ 'stable-one': 90, 'cand-two': 10 });
  });

  test('a silent rollback is found in spite of looks that are out of date', async () => {
    const place = await endpointPlace({}, { staleReads: 3 }).live('one', 'two');
    place.world.sagemaker.nextDeployments('no-capacity');
    await expect(place.shift(split('one', 'two', 10), all('one'))).rejects.toMatchObject({ code: 'capacity' });
    await place.shift(split('one', 'two', 10), all('one'));
  });

  test('looks that are out of date, and configurations that are not found yet, only take longer', async () => {
    const place = await endpointPlace({}, { staleReads: 3, staleConfigReads: 1 }).live('one', 'two');
    await place.shift(compared(10), all('one'));
    await place.shift(all('two'), compared(10));
    expect(place.shares).toEqual({ 'cand-two': 100 });
  });
});

describe('what somebody else did', () => {
  test('weights that they set stand and are told', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    await place.shift(split('one', 'two', 42), split('one', 'two', 10));
    const shifting = place.target.shift(split('one', 'two', 50), split('one', 'two', 10));
    await expect(shifting).rejects.toMatchObject({ name: 'ConflictError', code: 'foreign-writer' });
    expect(place.shares).toEqual({ 'stable-one': 58, 'cand-two': 42 });
  });

  test('going back by hand in the middle of a canary is not undone by its next step', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    await place.shift(all('one'), split('one', 'two', 10));
    const shifting = place.target.shift(split('one', 'two', 50), split('one', 'two', 10));
    await expect(shifting).rejects.toMatchObject({ code: 'foreign-writer' });
  });

  test('an endpoint that is not ours is not touched', async () => {
    const place = endpointPlace();
    putEndpoint(place.world.sagemaker, place.name, 'theirs', variant('AllTraffic', 'model'));
    place.forgetCalls();
    expect((await place.target.observe()).stable).toBe('unknown:theirs:AllTraffic=1');
    await expect(place.shift(all('one'), noRoute)).rejects.toMatchObject({ code: 'foreign-writer' });
    await expect(place.settle('one')).rejects.toMatchObject({ code: 'in-route' });
    expect(place.world.sagemaker.mutations).toEqual([]);
  });

  test('what an operator takes over gives way to a fleet of ours; anything else that they set since does not', async () => {
    const place = await endpointPlace().live('one', 'two');
    place.theirs('theirs');
    const seen = await place.target.observe();
    expect(seen.stable).toBe('unknown:theirs:AllTraffic=1');
    place.theirs('theirs-too');
    await expect(place.shift(all('two'), seen)).rejects.toMatchObject({ code: 'foreign-writer' });
    await place.shift(all('one'), await place.target.observe());
    expect(place.shares).toEqual({ 'stable-one': 100 });
    await place.settle('one');
  });

  test('an endpoint that they deleted is not made again', async () => {
    const place = await endpointPlace().live('one', 'two');
    delete place.world.sagemaker.state.endpoints[place.name];
    const shifting = place.target.shift(all('two'), all('one'));
    await expect(shifting).rejects.toMatchObject({ code: 'foreign-writer', message: expect.stringContaining('gone') });
  });
});

describe('scaling', () => {
  const autoscaling = { minInstances: 2, maxInstances: 6, invocationsPerInstance: 300 };
  const targetOf = (place: ReturnType<typeof endpointPlace>, name: string) =>
    place.world.autoscaling.state.targets[`endpoint/${place.name}/variant/${name}`];
  const suspended = {
    DynamicScalingInSuspended: true,
    DynamicScalingOutSuspended: true,
    ScheduledScalingSuspended: true,
  };

  test('is suspended before the first change and restored when a rollout was taken back', async () => {
    const place = await endpointPlace({ autoscaling }).live('one', 'two');
    await place.settle('one', 'two');
    expect(place.world.autoscaling.scale(place.name, 'stable-one', 5)).toBe(true);
    place.wait(600);
    place.forgetCalls();
    await place.shift(compared(10), all('one'));
    expect(targetOf(place, 'stable-one')?.SuspendedState).toEqual(suspended);
    expect(place.world.autoscaling.calls[1]?.at).toBe(
      place.world.sagemaker.calls.find((one) => one.operation === 'UpdateEndpoint')?.at,
    );
    expect(place.counts).toMatchObject({ 'stable-one': 5 });
    expect(place.world.autoscaling.scale(place.name, 'stable-one', 2)).toBe(false);
    await place.shift(all('one'), compared(10));
    await place.settle('one');
    expect(targetOf(place, 'stable-one')?.SuspendedState).toMatchObject({ DynamicScalingInSuspended: false });
    expect(place.counts).toEqual({ 'stable-one': 5 });
  });

  test('goes over to the version that was promoted, with its policy, at the count that was reached', async () => {
    const place = await endpointPlace({ autoscaling }).live('one', 'two');
    await place.settle('one', 'two');
    place.world.autoscaling.scale(place.name, 'stable-one', 5);
    place.wait(600);
    await place.shift(compared(10), all('one'));
    await place.shift(all('two'), compared(10));
    await place.settle('two', 'one');
    expect(place.counts).toEqual({ 'stable-two': 5 });
    expect(place.world.autoscaling.scalable(place.name)).toEqual(['stable-two']);
    expect(targetOf(place, 'stable-two')).toMatchObject({ MinCapacity: 2, MaxCapacity: 6 });
    expect(targetOf(place, 'stable-two')?.SuspendedState).toMatchObject({ DynamicScalingOutSuspended: false });
    const policies = Object.values(
      place.world.autoscaling.state.policies[`endpoint/${place.name}/variant/stable-two`] ?? {},
    );
    expect(policies[0]?.TargetTrackingScalingPolicyConfiguration?.TargetValue).toBe(300);
    place.forgetCalls();
    await place.settle('two', 'one');
    expect(place.world.autoscaling.mutations).toEqual([]);
  });

  test('that the app does not know would be lost by a promotion, so the rollout is refused', async () => {
    const place = await endpointPlace({ autoscaling }).live('one', 'two');
    await place.settle('one', 'two');
    const unaware = endpointPlace({}, {}, place.world);
    const shifting = unaware.target.shift(compared(10), all('one'));
    await expect(shifting).rejects.toMatchObject({ code: 'autoscaling-undeclared', fault: 'input' });
    expect(unaware.changes).toEqual([]);
  });
});

describe('settle', () => {
  test('after a promotion leaves one variant of as many instances, and one release to go back to', async () => {
    const place = await endpointPlace().live('zero', 'one', 'two');
    await place.shift(all('one'), all('zero'));
    await place.settle('one', 'zero');
    await place.until(() => place.target.prepare(servable('two')));
    await place.shift(compared(10), all('one'));
    await place.shift(all('two'), compared(10));
    place.watch = () => expect(Object.values(place.shares)).toEqual([100]);
    await place.settle('two', 'one');
    const { models, endpoints, configs, deletedInUse } = place.world.sagemaker.state;
    expect(place.shares).toEqual({ 'stable-two': 100 });
    expect(place.counts).toEqual({ 'stable-two': 3 });
    expect(Object.keys(models).sort()).toEqual(['signalbox-iris-m-one', 'signalbox-iris-m-two']);
    const named = Object.values(configs).flatMap((one) =>
      one.ProductionVariants?.map(({ VariantName }) => VariantName),
    );
    expect(named).not.toContain('stable-zero');
    expect(named).toContain('stable-one');
    expect(deletedInUse).toEqual([]);
    place.wait(60);
    expect(Object.keys(endpoints)).toContain(place.name);
    expect(Object.keys(endpoints)).not.toContain('signalbox-iris-proof-two');
  });

  test('is pending while the endpoint changes, and removes nothing meanwhile', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(all('two'), all('one'));
    expect(await place.target.settle(['two'])).toBe('pending');
    expect(place.world.sagemaker.look(place.name)?.EndpointStatus).toBe('Updating');
    place.forgetCalls();
    expect(await place.target.settle(['two'])).toBe('pending');
    expect(place.world.sagemaker.mutations).toEqual([]);
  });

  test('that SageMaker gives up leaves all as it was, and is told', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(all('two'), all('one'));
    place.world.sagemaker.nextDeployments('no-capacity');
    await expect(place.settle('two')).rejects.toMatchObject({ code: 'capacity' });
    expect(place.shares).toEqual({ 'cand-two': 100 });
    expect(place.world.sagemaker.state.deletedInUse).toEqual([]);
    await place.settle('two');
  });

  test('of what is old leaves the rollout alone and what is young', async () => {
    const place = await endpointPlace().live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    const before = place.world.clock.now().toISOString();
    place.wait(60);
    await place.until(() => place.target.prepare(servable('three')));
    place.forgetCalls();
    await place.until(() => place.target.settle(['one', 'two'], before));
    expect(place.shares).toEqual({ 'stable-one': 90, 'cand-two': 10 });
    expect(place.changes.filter((operation) => operation.startsWith('Update'))).toEqual([]);
    expect(Object.keys(place.world.sagemaker.state.models)).toContain('signalbox-iris-m-three');
    await place.until(() => place.target.settle(['one', 'two'], place.world.clock.now().toISOString()));
    expect(Object.keys(place.world.sagemaker.state.models)).not.toContain('signalbox-iris-m-three');
  });

  test('never touches what belongs to an endpoint whose name begins alike', async () => {
    const place = await endpointPlace().live('one');
    const other = endpointPlace({ endpointName: `${place.name}-m-x` }, {}, place.world);
    await other.live('one', 'two');
    const names = () => Object.keys({ ...place.world.sagemaker.state.models, ...place.world.sagemaker.state.configs });
    const theirs = names().filter((name) => name.startsWith(`${place.name}-m-x`));
    await place.settle('one');
    expect(names()).toEqual(expect.arrayContaining(theirs));
  });
});

describe('behind the front door', () => {
  const sticky = (percent: number): Route => ({ ...split('one', 'two', percent), manner: 'sticky' });

  test('a sticky share is a candidate with instances and without weight, which the door asks by name', async () => {
    const place = await endpointPlace({ behindDoor: true }).live('one', 'two');
    await place.shift(sticky(50), all('one'));
    expect(place.shares).toEqual({ 'stable-one': 100 });
    expect(place.counts).toEqual({ 'stable-one': 3, 'cand-two': 2 });
    expect(place.world.runtime.state.invocations.map(({ arm }) => arm.variant)).toContain('cand-two');
    place.forgetCalls();
    expect(await place.target.shift(sticky(50), all('one'))).toBe('done');
    await place.shift(sticky(100), all('one'));
    expect(place.counts).toEqual({ 'stable-one': 3, 'cand-two': 3 });
    place.forgetCalls();
    await place.shift(all('two'), all('one'));
    expect(place.changes).toEqual(['UpdateEndpointWeightsAndCapacities']);
    expect(place.shares).toEqual({ 'cand-two': 100 });
  });

  test('it follows a mirror with a fleet of its own', async () => {
    const place = await endpointPlace({ behindDoor: true }).live('one', 'two');
    await place.shift(mirrored(30), all('one'));
    await place.shift(sticky(10), mirrored(30));
    expect(place.counts).toEqual({ 'stable-one': 3, 'cand-two': 1 });
  });

  test('a split that somebody set is told', async () => {
    const place = await endpointPlace({ behindDoor: true }).live('one', 'two');
    await place.shift(split('one', 'two', 10), all('one'));
    await expect(place.shift(sticky(10), all('one'))).rejects.toMatchObject({ code: 'foreign-writer' });
  });
});

describe('without instances', () => {
  const serverless = { memoryMb: 4096, maxConcurrency: 20 };

  test('all traffic moves at once, is read back, and goes back by one change', async () => {
    const place = await endpointPlace({ serverless }).live('one', 'two');
    await place.shift(all('two'), all('one'));
    expect(place.shares).toEqual({ 'stable-two': 100 });
    place.forgetCalls();
    await place.shift(all('one'), all('two'));
    expect(place.changes).toEqual(['UpdateEndpoint']);
    expect(place.shares).toEqual({ 'stable-one': 100 });
    await place.settle('one');
    expect(Object.keys(place.world.sagemaker.state.models)).toEqual(['signalbox-iris-m-one']);
  });

  test('a share is refused in words', async () => {
    const place = await endpointPlace({ serverless }).live('one', 'two');
    const shifting = place.target.shift(split('one', 'two', 10), all('one'));
    await expect(shifting).rejects.toMatchObject({ code: 'serverless-all-at-once', fault: 'input' });
  });

  test('a silent rollback is no success', async () => {
    const place = await endpointPlace({ serverless }).live('one', 'two');
    place.world.sagemaker.nextDeployments('unhealthy');
    await expect(place.shift(all('two'), all('one'))).rejects.toMatchObject({ code: 'capacity' });
    expect(await place.target.observe()).toEqual(all('one'));
  });
});

test('an endpoint whose name leaves no room for what is named after it is refused', () => {
  expect(() => endpointPlace({ endpointName: 'x'.repeat(41) })).toThrow('at most 40');
  expect(() => endpointPlace({ endpointName: 'a--b-' })).toThrow('letters, digits and hyphens');
});

function bound(place: ReturnType<typeof endpointPlace>) {
  return { world: place.world, target: place.target, until: place.until.bind(place) };
}
