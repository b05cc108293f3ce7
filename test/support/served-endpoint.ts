import type { ServedEndpoint } from '../../lib/aws/targets/sagemaker/served-endpoint.ts';
import type { Servable } from '../../lib/core/servable.ts';

/** An endpoint as an app might name it: three instances for what is stable, one for a candidate. */
export const servedEndpoint: ServedEndpoint = {
  endpointName: 'signalbox-iris',
  executionRoleArn: 'arn:aws:iam::123456789012:role/served',
  instanceType: 'ml.m5.large',
  stableInstanceCount: 3,
  candidateInstanceCount: 1,
  serverless: null,
  proof: { memoryMb: 2048, maxConcurrency: 2 },
  autoscaling: null,
  behindDoor: false,
  repositoryUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/signalbox/iris',
  storeBucket: 'store',
  capture: { percent: 20, prefix: 'captured/' },
  enhancedMetricsSeconds: 10,
  tags: { 'signalbox:pipeline': 'iris' },
};

export function servable(id: string): Servable {
  return { id, sourceDigest: 's', imageDigest: 'sha256:aa', imageUri: null, modelDigest: `digest-of-${id}` };
}
