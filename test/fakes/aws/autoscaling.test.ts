import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { putConfig, putEndpoint, variant } from './endpoint.ts';
import { awsWorld } from './world.ts';

const target = {
  ServiceNamespace: 'sagemaker',
  ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
  ResourceId: 'endpoint/iris/variant/main',
} as const;

function served() {
  const world = awsWorld();
  putEndpoint(world.sagemaker, 'iris', 'c1', variant('main', 'm1'));
  const register = (more: Partial<RegisterScalableTargetCommandInput> = {}) =>
    world.autoscaling.client.send(new RegisterScalableTargetCommand({ ...target, ...more }));
  const count = () => world.sagemaker.look('iris')?.ProductionVariants?.[0]?.CurrentInstanceCount;
  return { world, register, count, autoscaling: world.autoscaling };
}

test('changes the counts of a variant within its bounds, and the endpoint is Updating meanwhile', async () => {
  const { world, register, count, autoscaling } = served();
  await register({ MinCapacity: 1, MaxCapacity: 6 });
  expect(autoscaling.scale('iris', 'main', 9)).toBe(true);
  expect(world.sagemaker.look('iris')?.EndpointStatus).toBe('Updating');
  world.clock.advance(300);
  expect(count()).toBe(6);
});

test('keeps its hands off what is suspended, in the direction that is, and keeps its bounds', async () => {
  const { register, autoscaling } = served();
  await register({ MinCapacity: 1, MaxCapacity: 6 });
  await register({ SuspendedState: { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true } });
  expect(autoscaling.scale('iris', 'main', 4)).toBe(false);
  await register({ SuspendedState: { DynamicScalingOutSuspended: false } });
  expect(autoscaling.scale('iris', 'main', 1)).toBe(false);
  expect(autoscaling.scale('iris', 'main', 4)).toBe(true);
  const listed = await autoscaling.client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'sagemaker' }));
  expect(listed.ScalableTargets).toMatchObject([{ MinCapacity: 1, MaxCapacity: 6 }]);
});

test('needs both bounds at first, and a variant that is there', async () => {
  const { register } = served();
  await expect(register({ MinCapacity: 1 })).rejects.toMatchObject({ name: 'ValidationException' });
  const nobody = register({ ResourceId: 'endpoint/iris/variant/nobody', MinCapacity: 1, MaxCapacity: 2 });
  await expect(nobody).rejects.toMatchObject({ name: 'ValidationException' });
});

test('holds on to its variants: an update that removes one is refused until it is deregistered', async () => {
  const { world, register, autoscaling } = served();
  await register({ MinCapacity: 1, MaxCapacity: 6 });
  putConfig(world.sagemaker, 'c2', variant('other', 'm1'));
  const update = new UpdateEndpointCommand({ EndpointName: 'iris', EndpointConfigName: 'c2' });
  await expect(world.sagemaker.client.send(update)).rejects.toThrow('must be deregistered as scalable targets');
  await autoscaling.client.send(new DeregisterScalableTargetCommand(target));
  await world.sagemaker.client.send(update);
  const again = autoscaling.client.send(new DeregisterScalableTargetCommand(target));
  await expect(again).rejects.toMatchObject({ name: 'ObjectNotFoundException' });
});
