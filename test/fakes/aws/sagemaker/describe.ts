import type {
  DescribeEndpointOutput,
  PendingProductionVariantSummary,
  ProductionVariantSummary,
} from '@aws-sdk/client-sagemaker';
import { arnOf } from './context.ts';
import type { Deployment, Endpoint, Stage, Variant } from './state.ts';

export function describe(endpoint: Endpoint): DescribeEndpointOutput {
  const { name, fleet, deployment } = endpoint;
  const shadows = fleet?.shadows.map(summary);
  const capture = fleet?.dataCapture;
  return {
    EndpointName: name,
    EndpointArn: arnOf('endpoint', name),
    EndpointConfigName: endpoint.configName,
    EndpointStatus: endpoint.status,
    ProductionVariants: fleet?.variants.map(summary),
    ...(shadows?.length ? { ShadowProductionVariants: shadows } : {}),
    ...(capture && {
      DataCaptureConfig: {
        EnableCapture: capture.EnableCapture,
        CaptureStatus: capture.EnableCapture ? ('Started' as const) : ('Stopped' as const),
        CurrentSamplingPercentage: capture.InitialSamplingPercentage,
        DestinationS3Uri: capture.DestinationS3Uri,
        KmsKeyId: capture.KmsKeyId ?? '',
      },
    }),
    FailureReason: endpoint.failureReason,
    LastDeploymentConfig: endpoint.lastDeploymentConfig,
    PendingDeploymentSummary: deployment?.green && pending(deployment),
    CreationTime: new Date(endpoint.createdMs),
    LastModifiedTime: new Date(endpoint.modifiedMs),
  };
}

function pending({ green, stages, stage, stageMs, greenPercent, startedMs }: Deployment) {
  if (!green) return undefined;
  const summaries = (variants: Variant[]) =>
    variants.map((one) => pendingSummary(one, stages[stage], greenPercent, stageMs));
  return {
    EndpointConfigName: green.configName,
    StartTime: new Date(startedMs),
    ProductionVariants: summaries(green.variants),
    ...(green.shadows.length ? { ShadowProductionVariants: summaries(green.shadows) } : {}),
  };
}

function pendingSummary(
  variant: Variant,
  stage: Stage | undefined,
  greenPercent: number,
  sinceMs: number,
): PendingProductionVariantSummary {
  const { VariantStatus: own, ...told } = summary(variant);
  const at = stage && { Status: stage.status, StatusMessage: stage.message, StartTime: new Date(sinceMs) };
  const CurrentWeight = greenPercent > 0 ? variant.desiredWeight : 0;
  return { ...told, CurrentWeight, InstanceType: variant.instanceType as never, VariantStatus: at ? [at] : own };
}

function summary(variant: Variant): ProductionVariantSummary {
  const { status, serverless } = variant;
  return {
    VariantName: variant.name,
    DeployedImages: [],
    CurrentWeight: variant.weight,
    DesiredWeight: variant.desiredWeight,
    ...(serverless
      ? { CurrentServerlessConfig: serverless.current, DesiredServerlessConfig: serverless.desired }
      : { CurrentInstanceCount: variant.count, DesiredInstanceCount: variant.desiredCount }),
    ...(status && {
      VariantStatus: [{ Status: status.status, StatusMessage: status.message, StartTime: new Date(status.sinceMs) }],
    }),
  };
}
