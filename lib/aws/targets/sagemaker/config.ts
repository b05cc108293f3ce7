import { CreateEndpointConfigCommand, type CreateEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import { canonicalJson } from '../../../core/canonical-json.ts';
import { sha256 } from '../../../core/sha256.ts';
import type { SageMakerSend } from '../../clients.ts';
import { taken } from '../../sagemaker-errors.ts';
import { modelName } from './model.ts';
import { configLabel, namesOf } from './names.ts';
import type { ServedEndpoint } from './served-endpoint.ts';
import { tagList } from './tags.ts';

/** One variant of a fleet to be launched. */
export interface FleetVariant {
  name: string;
  servableId: string;
  /** Instances; of no meaning where nothing has any. */
  count: number;
  /** Percent of the traffic, or of what is copied to a shadow. */
  weight: number;
}

export interface Fleet {
  production: FleetVariant[];
  shadow?: FleetVariant | undefined;
  /** Of one version, which the name of the configuration tells: its variant has the same name whatever it serves. */
  of?: string | undefined;
  /** Told apart from an equal fleet: a configuration that is in use cannot be rolled out again. */
  again?: true | undefined;
}

type Content = Omit<CreateEndpointConfigInput, 'EndpointConfigName' | 'Tags'>;

/** The name says what is in it, so that one who finds it taken finds what it would have made. */
export function configName(served: ServedEndpoint, fleet: Fleet): string {
  const content = canonicalJson([contentOf(served, fleet), fleet.again ?? false]);
  return `${namesOf(served.endpointName).config}${configLabel(fleet.of, sha256(content))}`;
}

/** Answers its name. */
export async function ensureConfig(client: SageMakerSend, served: ServedEndpoint, fleet: Fleet): Promise<string> {
  const EndpointConfigName = configName(served, fleet);
  const config = { EndpointConfigName, ...contentOf(served, fleet), Tags: tagList(served) };
  await client.send(new CreateEndpointConfigCommand(config)).catch(taken);
  return EndpointConfigName;
}

function contentOf(served: ServedEndpoint, { production, shadow }: Fleet): Content {
  const variant = ({ name, servableId, count, weight }: FleetVariant) => ({
    VariantName: name,
    ModelName: modelName(served, servableId),
    InitialVariantWeight: weight,
    ...capacityOf(served, count),
  });
  return {
    ProductionVariants: production.map(variant),
    ...(shadow ? { ShadowProductionVariants: [variant(shadow)] } : {}),
    ...(served.serverless ? {} : observed(served)),
  };
}

function capacityOf({ serverless, instanceType }: ServedEndpoint, count: number) {
  if (serverless)
    return { ServerlessConfig: { MemorySizeInMB: serverless.memoryMb, MaxConcurrency: serverless.maxConcurrency } };
  // Which types there are is SageMaker's to say: it knows new ones before this package does.
  return { InstanceType: instanceType as never, InitialInstanceCount: count };
}

/** What serverless endpoints do not have. */
function observed({ capture, enhancedMetricsSeconds, storeBucket }: ServedEndpoint): Partial<Content> {
  return {
    ...(capture && {
      DataCaptureConfig: {
        EnableCapture: true,
        InitialSamplingPercentage: capture.percent,
        DestinationS3Uri: `s3://${storeBucket}/${capture.prefix}`,
        CaptureOptions: [{ CaptureMode: 'Input' as const }, { CaptureMode: 'Output' as const }],
        CaptureContentTypeHeader: { JsonContentTypes: ['application/json'] },
      },
    }),
    MetricsConfig: {
      // On unless refused: SageMaker would ask our container for /metrics, which it does not have.
      EnableDetailedObservability: false,
      ...(enhancedMetricsSeconds === null
        ? {}
        : { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: enhancedMetricsSeconds }),
    },
  };
}
