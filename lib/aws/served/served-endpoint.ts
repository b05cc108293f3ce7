import { environment as names } from '../../core/environment.ts';
import { type Environment, needed } from '../environment.ts';
import type { ServedEndpoint } from '../targets/sagemaker/served-endpoint.ts';

/** The endpoint as the app's functions know it. */
export function servedEndpoint(env: Environment): ServedEndpoint {
  const instanceCount = env[names.servedInstances] ?? 1;
  const memoryMb = env[names.servedMemoryMb];
  const proofMb = env[names.servedProofMemoryMb];
  return {
    endpointName: needed(env, names.servedEndpoint),
    executionRoleArn: needed(env, names.servedRoleArn),
    instanceType: env[names.servedInstanceType] ?? '',
    stableInstanceCount: instanceCount,
    candidateInstanceCount: env[names.servedCandidateInstances] ?? instanceCount,
    serverless: memoryMb === undefined ? null : { memoryMb, maxConcurrency: needed(env, names.servedMaxConcurrency) },
    proof:
      proofMb === undefined
        ? null
        : { memoryMb: proofMb, maxConcurrency: needed(env, names.servedProofMaxConcurrency) },
    autoscaling: autoscalingOf(env),
    behindDoor: env[names.doorFunction] !== undefined,
    repositoryUri: needed(env, names.repositoryUri),
    storeBucket: env[names.storeBucket],
    capture: captureOf(env),
    enhancedMetricsSeconds: env[names.servedMetricSeconds] ?? null,
    tags: { 'signalbox:pipeline': needed(env, names.pipeline) },
  };
}

function autoscalingOf(env: Environment): ServedEndpoint['autoscaling'] {
  const minInstances = env[names.servedLeastInstances];
  if (minInstances === undefined) return null;
  const maxInstances = needed(env, names.servedMostInstances);
  return { minInstances, maxInstances, invocationsPerInstance: needed(env, names.servedInstanceLoad) };
}

/** SageMaker puts a folder of the endpoint's name below it. */
function captureOf(env: Environment): ServedEndpoint['capture'] {
  const percent = env[names.servedCapturePercent];
  return percent === undefined ? null : { percent, prefix: 'captured' };
}
