import { type aws_ec2 as ec2, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import { environment } from '../../core/environment.ts';
import { ProofLogs } from './proof-logs.ts';
import { grantEndpointUses } from './sagemaker-grants.ts';
import type { SageMakerInstances, Serverless } from './sagemaker-options.ts';
import { executionRole } from './sagemaker-role.ts';
import type { TargetKind } from './target.ts';

interface Endpoint {
  endpointName: string | undefined;
  /** Environment of the functions that use it, beside names and role. */
  variables: Record<string, string>;
  /** Environment of delivery's only: callers have nothing to do with a pull request. */
  released: Record<string, string>;
  guarded: boolean;
  scales: boolean;
}

/** What any endpoint needs to be made by the pipeline: a name, a role, and grants. */
export function bindEndpoint(endpoint: Endpoint): TargetKind['bind'] {
  return (scope, place) => {
    const isReleased = place.machine === 'delivery';
    const released = endpoint.endpointName ?? `${place.pipeline}-model`;
    const endpointName = isReleased ? released : `${released}-pr`;
    const captures = isReleased && environment.servedCapturePercent in endpoint.released;
    const role = executionRole(scope, endpointName, place, captures);
    // Those of pull requests too; for ever, where that is wanted, is what SageMaker does by itself.
    if (isReleased && place.logRetention !== logs.RetentionDays.INFINITE)
      new ProofLogs(scope, [released, `${released}-pr`], place);
    const { guarded } = endpoint;
    return {
      variables: {
        ...endpoint.variables,
        ...(isReleased ? endpoint.released : {}),
        [environment.servedEndpoint]: endpointName,
        [environment.servedRoleArn]: role.roleArn,
      },
      grant: (grantee, uses) =>
        grantEndpointUses(grantee, uses, {
          endpointName,
          executionRole: role,
          guarded,
          scales: isReleased && endpoint.scales,
        }),
    };
  };
}

/** What a check of the policy, or a price, asks of instances. */
export function instanceFacts({ instanceType, instanceCount, capturePercent, metricPeriod }: SageMakerInstances) {
  return {
    serverless: false,
    instanceType: typeName(instanceType),
    instanceCount,
    capturePercent,
    metricSeconds: metricPeriod.toSeconds(),
    timesEach: false,
  } as const;
}

export function instanceVariables({ instanceType, instanceCount, proof }: SageMakerInstances): Record<string, string> {
  return {
    [environment.servedInstanceType]: typeName(instanceType),
    [environment.servedInstances]: String(instanceCount),
    ...(proof ? proofVariables(proof) : {}),
  };
}

export function releasedVariables(settings: SageMakerInstances): Record<string, string> {
  const { capturePercent, metricPeriod, autoscaling } = settings;
  return {
    [environment.servedMetricSeconds]: String(metricPeriod.toSeconds()),
    ...(capturePercent > 0 ? { [environment.servedCapturePercent]: String(capturePercent) } : {}),
    ...(autoscaling
      ? {
          [environment.servedLeastInstances]: String(autoscaling.minInstances),
          [environment.servedMostInstances]: String(autoscaling.maxInstances),
          [environment.servedInstanceLoad]: String(autoscaling.requestsPerInstance),
        }
      : {}),
  };
}

export function proofVariables({ memory, maxConcurrency }: Serverless): Record<string, string> {
  return {
    [environment.servedProofMemoryMb]: String(memory.toMebibytes()),
    [environment.servedProofMaxConcurrency]: String(maxConcurrency),
  };
}

/** As SageMaker writes it. */
function typeName(instanceType: ec2.InstanceType): string {
  return `ml.${instanceType.toString()}`;
}

export function processorOf(instanceType: ec2.InstanceType): lambda.Architecture {
  return instanceType.architecture.toString() === 'arm64' ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64;
}
