import { environment } from '../../core/environment.ts';
import { wholeWithin } from '../limits.ts';
import { bindEndpoint, instanceFacts, instanceVariables, processorOf, releasedVariables } from './sagemaker-bind.ts';
import { instancesOf, type SageMakerInstanceOptions } from './sagemaker-options.ts';
import type { TargetKind } from './target.ts';

export interface SageMakerEndpointOptions extends SageMakerInstanceOptions {
  /**
   * Instances of a candidate, and of a baseline beside it, at least; as many more as their share of the traffic needs.
   * @default 1
   */
  candidateInstanceCount?: number;
}

const kind = 'sagemaker-endpoint';
const factory = 'Target.sageMakerEndpoint';

/** Serves on the instances of a SageMaker endpoint, whose variants share the traffic by weights that the pipeline sets. */
export function sageMakerEndpoint(options: SageMakerEndpointOptions = {}): TargetKind {
  const { candidateInstanceCount = 1, ...rest } = options;
  const settings = instancesOf(factory, rest);
  wholeWithin(`${factory}: candidateInstanceCount`, candidateInstanceCount, 1, settings.instanceCount);
  const { instanceType, endpointName, autoscaling } = settings;
  return {
    architecture: processorOf(instanceType),
    serves: { target: kind, ...instanceFacts(settings) },
    bind: bindEndpoint({
      endpointName,
      variables: {
        [environment.target]: kind,
        ...instanceVariables(settings),
        [environment.servedCandidateInstances]: String(candidateInstanceCount),
      },
      released: releasedVariables(settings),
      guarded: false,
      scales: autoscaling !== undefined,
    }),
  };
}
