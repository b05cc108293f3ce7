import { PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { putConfig, putEndpoint, variant } from './endpoint.ts';
import { awsWorld } from './world.ts';

/** A canary of 10 % for ten minutes under the eyes of an alarm of one minute, past its launch. */
function canary(treatMissing?: string) {
  const world = awsWorld();
  const { sagemaker, cloudwatch, clock } = world;
  const ten = { InitialInstanceCount: 10 };
  putEndpoint(sagemaker, 'iris', 'c1', variant('main', 'm1', ten));
  putConfig(sagemaker, 'c2', variant('main', 'm2', ten));
  cloudwatch.apply(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Namespace: 'AWS/SageMaker',
      MetricName: 'Invocation5XXErrors',
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0.01,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: treatMissing,
    }),
  );
  const CanarySize = { Type: 'CAPACITY_PERCENT' as const, Value: 10 };
  const TrafficRoutingConfiguration = { Type: 'CANARY' as const, CanarySize, WaitIntervalInSeconds: 600 };
  const DeploymentConfig = {
    BlueGreenUpdatePolicy: { TrafficRoutingConfiguration },
    AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
  };
  sagemaker.apply(new UpdateEndpointCommand({ EndpointName: 'iris', EndpointConfigName: 'c2', DeploymentConfig }));
  clock.advance(320);
  const status = () => sagemaker.look('iris')?.EndpointStatus;
  return { world, sagemaker, cloudwatch, clock, status };
}

const dimensions = { EndpointName: 'iris', VariantName: 'AllTraffic', EndpointConfigName: 'c2' };
const errors = { namespace: 'AWS/SageMaker', name: 'Invocation5XXErrors', dimensions };

test('errors of the new configuration trip the alarm, and the endpoint rolls back', () => {
  const { sagemaker, cloudwatch, clock, status } = canary();
  cloudwatch.publish({
    ...errors,
    values: [
      [0, 90],
      [1, 10],
    ],
  });
  clock.advance(60);
  expect(cloudwatch.alarm('errors')).toBe('ALARM');
  expect(status()).toBe('RollingBack');
  clock.advance(60);
  expect(sagemaker.look('iris')).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c1' });
});

test('no data is healthy to SageMaker: the deployment ends, whatever the model did', () => {
  const { sagemaker, cloudwatch, clock } = canary('notBreaching');
  clock.advance(2_000);
  expect(cloudwatch.alarm('errors')).toBe('OK');
  expect(sagemaker.look('iris')).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c2' });
});

test('an alarm that is set by hand while it bakes is the way to stop a deployment', async () => {
  const { cloudwatch, status } = canary();
  const abort = new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'abort' });
  await cloudwatch.client.send(abort);
  expect(status()).toBe('RollingBack');
});

test('a copy has its own wiring: what trips there rolls back there', () => {
  const { world, status } = canary();
  const copy = world.copy();
  copy.cloudwatch.publish({ ...errors, values: [1] });
  copy.clock.advance(60);
  expect(copy.sagemaker.look('iris')?.EndpointStatus).toBe('RollingBack');
  expect(status()).toBe('Updating');
  world.clock.advance(60);
  expect(status()).toBe('Updating');
});
