import { aws_lambda as lambda } from 'aws-cdk-lib';
import { environment } from '../../core/environment.ts';
import { bindEndpoint, proofVariables } from './sagemaker-bind.ts';
import { checkName, type ServerlessCapacity, serverlessOf } from './sagemaker-options.ts';
import type { TargetKind } from './target.ts';

export interface SageMakerServerlessOptions extends ServerlessCapacity {
  /**
   * Name of the endpoint that callers invoke, at most 37 of letters, digits and hyphens.
   * @default <pipeline>-model
   */
  endpointName?: string;
}

const kind = 'sagemaker-endpoint';
const factory = 'Target.sageMakerServerless';

/** Serves on a SageMaker endpoint without instances; one version replaces another at once, and nothing in between. */
export function sageMakerServerless(options: SageMakerServerlessOptions = {}): TargetKind {
  const { endpointName, ...capacity } = options;
  const serverless = serverlessOf(factory, capacity);
  checkName(factory, endpointName);
  return {
    // Serverless containers run on no other processor.
    architecture: lambda.Architecture.X86_64,
    serves: { target: kind, serverless: true, capturePercent: 0, metricSeconds: 60, timesEach: false },
    bind: bindEndpoint({
      endpointName,
      variables: {
        [environment.target]: kind,
        [environment.servedMemoryMb]: String(serverless.memory.toMebibytes()),
        [environment.servedMaxConcurrency]: String(serverless.maxConcurrency),
        ...proofVariables(serverless),
      },
      released: {},
      guarded: false,
      scales: false,
    }),
  };
}
