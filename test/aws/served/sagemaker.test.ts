import { readEnvironment } from '../../../lib/aws/environment.ts';
import { CloudWatchBeacon } from '../../../lib/aws/judge-beacon.ts';
import { SageMakerMetrics } from '../../../lib/aws/sagemaker-metrics.ts';
import { SageMakerScorer } from '../../../lib/aws/sagemaker-scorer.ts';
import { servedBy } from '../../../lib/aws/served/served.ts';
import { DoorTarget } from '../../../lib/aws/targets/door-target.ts';
import { SageMakerEndpointTarget } from '../../../lib/aws/targets/sagemaker-endpoint.ts';
import { SageMakerGuardrailsTarget } from '../../../lib/aws/targets/sagemaker-guardrails.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const variables = {
  SIGNALBOX_STORE: 'the-store',
  SIGNALBOX_DATA: 'the-data',
  SIGNALBOX_PIPELINE: 'iris',
  SIGNALBOX_SERVED_ENDPOINT: 'iris-model',
  SIGNALBOX_SERVED_ROLE_ARN: 'arn:aws:iam::123456789012:role/served',
  SIGNALBOX_SERVED_INSTANCE_TYPE: 'ml.m5.large',
  SIGNALBOX_REPOSITORY_URI: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/iris',
};
const around = (more: Record<string, string> = {}) => ({
  env: readEnvironment({ ...variables, ...more }),
  store: new MemoryStore(),
});

test('an endpoint has its target, its scorer and its metrics, and nobody watches the judge', async () => {
  const served = await servedBy('sagemaker-endpoint', around());
  expect(await served.target()).toBeInstanceOf(SageMakerEndpointTarget);
  expect(await served.scorer()).toBeInstanceOf(SageMakerScorer);
  expect(await served.metrics()).toBeInstanceOf(SageMakerMetrics);
  expect(served.beacon).toBeUndefined();
});

test('callers that come through the front door do so before the endpoint as well', async () => {
  const served = await servedBy('sagemaker-endpoint', around({ SIGNALBOX_DOOR_FUNCTION: 'door' }));
  expect(await served.target()).toBeInstanceOf(DoorTarget);
});

test('guardrails have a judge that is watched', async () => {
  const served = await servedBy('sagemaker-guardrails', around());
  expect(await served.target()).toBeInstanceOf(SageMakerGuardrailsTarget);
  expect(await served.beacon?.()).toBeInstanceOf(CloudWatchBeacon);
});

test('an endpoint without a name is our fault, and said so', async () => {
  const { SIGNALBOX_SERVED_ENDPOINT: _, ...nameless } = variables;
  const env = readEnvironment(nameless);
  await expect(servedBy('sagemaker-endpoint', { env, store: new MemoryStore() })).rejects.toThrow(
    /lacks SIGNALBOX_SERVED_ENDPOINT/,
  );
});
