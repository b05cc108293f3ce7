import { CloudWatchBeacon } from '../../lib/aws/judge-beacon.ts';
import { LambdaAliasTarget } from '../../lib/aws/targets/lambda-alias.ts';
import { noRoute, type Progress } from '../../lib/core/rollout/traffic.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Target } from '../../lib/infra/targets/factories.ts';
import { type AwsWorld, awsWorld } from '../fakes/aws/world.ts';
import { Iam } from '../support/iam.ts';
import { canaryPlan } from '../support/plans.ts';
import { all, endpointPlace, managedPlace, split } from '../support/sagemaker-place.ts';
import { servable } from '../support/served-endpoint.ts';
import { pipeline } from './pipeline.ts';
import { allAtOnce, rollingOut } from './policies.ts';
import { rightsFor } from './target-rights.ts';

const scaled = { minInstances: 2, maxInstances: 20 };
const servedRole = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

/** A deployed pipeline's roles, asked about the calls that were made since the last time. */
function deployed(props: Partial<ModelDeliveryProps>) {
  const iam = new Iam(pipeline(() => props).resources as never);
  const roleOf = (step: string) => {
    const start = `PipelineDeliveryLane${step.replaceAll('-', '')}Role`;
    return iam.roles().find((id) => id.startsWith(start)) ?? '';
  };
  return {
    executionRole: servedRole(roleOf('Served')),
    refused(step: string, world: AwsWorld) {
      const calls = rightsFor(world);
      expect(calls.length).toBeGreaterThan(0);
      return calls.filter((call) => iam.ask(roleOf(step), call) !== 'allowed');
    },
  };
}

const { refused, executionRole } = deployed({
  target: Target.sageMakerEndpoint({ autoscaling: { ...scaled, requestsPerInstance: 600 } }),
  workload: rollingOut('sagemaker-endpoint', allAtOnce),
});

test('the functions of a rollout on an endpoint may do all that it takes, from the first release to the next', async () => {
  const place = endpointPlace({
    endpointName: 'iris-model',
    executionRoleArn: executionRole,
    autoscaling: { ...scaled, invocationsPerInstance: 600 },
  });
  for (const id of ['one', 'two']) await place.until(() => place.target.prepare(servable(id)));
  expect(refused('rollout-prepare', place.world)).toEqual([]);
  await place.shift(all('one'), noRoute);
  await place.target.observe();
  expect(refused('rollout-shift', place.world)).toEqual([]);
  await place.settle('one', 'two');
  expect(refused('rollout-verify', place.world)).toEqual([]);
  await place.shift({ ...split('one', 'two', 10), manner: 'compared' }, all('one'));
  await place.shift(all('one'), { ...split('one', 'two', 10), manner: 'compared' });
  expect(refused('rollout-roll-back', place.world)).toEqual([]);
  await place.shift(split('one', 'two', 20), all('one'));
  await place.shift(all('two'), split('one', 'two', 20));
  expect(refused('rollout-promote', place.world)).toEqual([]);
  await place.settle('two');
  expect(refused('rollout-verify', place.world)).toEqual([]);
});

test('a version that never comes up is cleaned away by whoever prepared it', async () => {
  const place = endpointPlace({ endpointName: 'iris-model' });
  place.world.sagemaker.nextDeployments('unhealthy');
  await expect(place.until(() => place.target.prepare(servable('bad')))).rejects.toThrow('does not come up');
  expect(refused('rollout-prepare', place.world).filter(({ action }) => action !== 'iam:PassRole')).toEqual([]);
});

test('who only looks may change nothing', async () => {
  const place = await endpointPlace({ endpointName: 'iris-model' }).live('one');
  await place.target.observe();
  expect(refused('rollout-judge', place.world)).toEqual([]);
  await place.shift(noRoute, all('one'));
  expect(refused('rollout-judge', place.world).map(({ action }) => action)).toContain('sagemaker:DeleteEndpoint');
});

test('the functions of a rollout by guardrails may do all that it takes, and the judge may speak and nothing else', async () => {
  const { refused, executionRole } = deployed({
    target: Target.sageMakerGuardrails({ instanceCount: 10, autoscaling: { ...scaled, requestsPerInstance: 600 } }),
    workload: rollingOut('sagemaker-guardrails', allAtOnce),
  });
  const autoscaling = { ...scaled, invocationsPerInstance: 600 };
  const place = managedPlace({ endpointName: 'iris-model', executionRoleArn: executionRole, autoscaling });
  for (const id of ['one', 'two']) await place.until(() => place.target.prepare(servable(id)));
  expect(refused('rollout-prepare', place.world)).toEqual([]);
  await place.shift(all('one'), noRoute);
  expect(refused('rollout-shift', place.world)).toEqual([]);
  await place.settle('one', 'two');
  expect(refused('rollout-verify', place.world)).toEqual([]);
  const canary = split('one', 'two', 10);
  await place.shift(canary, all('one'), canaryPlan([10], 600, 60));
  expect(refused('rollout-shift', place.world)).toEqual([]);
  await new CloudWatchBeacon(place.world.cloudwatch.client, 'iris-model').tell(false);
  expect(refused('rollout-judge', place.world)).toEqual([]);
  await place.shift(all('one'), canary);
  expect(refused('rollout-judge', place.world).map(({ action }) => action)).toContain('cloudwatch:SetAlarmState');
  await place.settle('one');
  expect(refused('rollout-verify', place.world)).toEqual([]);
});

test('the functions of a rollout on an alias may do all that it takes, provisioned environments included', async () => {
  const { refused, executionRole: roleArn } = deployed({ target: Target.lambdaAlias({ provisionedConcurrency: 2 }) });
  const world = awsWorld();
  const target = new LambdaAliasTarget(
    world.lambda.client,
    {
      ...{ functionName: 'signalbox-iris-model', alias: 'production', roleArn, storeBucket: 'store' },
      ...{ repositoryUri: 'registry/iris', memoryMb: 1_769, timeoutSeconds: 30, architecture: 'x86_64' as const },
      provisionedConcurrency: 2,
    },
    world.clock.sleep,
    world.clock,
  );
  const until = async (ask: () => Promise<Progress>) => {
    for (let asked = 0; (await ask()) === 'pending'; asked += 1) {
      world.clock.advance(10);
      expect(asked).toBeLessThan(100);
    }
  };
  for (const id of ['one', 'two']) await until(() => target.prepare({ ...servable(id), imageDigest: `sha256:${id}` }));
  expect(refused('rollout-prepare', world)).toEqual([]);
  await until(() => target.shift(all('one'), noRoute));
  await until(() => target.shift(split('one', 'two', 10), all('one')));
  expect(refused('rollout-shift', world)).toEqual([]);
  await until(() => target.shift(all('two'), split('one', 'two', 10)));
  await target.observe();
  expect(refused('rollout-promote', world)).toEqual([]);
  await until(() => target.settle(['two']));
  expect(refused('rollout-verify', world)).toEqual([]);
});
