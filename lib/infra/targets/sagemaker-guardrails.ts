import { Duration } from 'aws-cdk-lib';
import { environment } from '../../core/environment.ts';
import { InputError } from '../../core/errors.ts';
import { within } from '../limits.ts';
import { bindEndpoint, instanceFacts, instanceVariables, processorOf, releasedVariables } from './sagemaker-bind.ts';
import { instancesOf, type SageMakerInstanceOptions } from './sagemaker-options.ts';
import type { TargetKind } from './target.ts';

export interface SageMakerGuardrailsOptions extends SageMakerInstanceOptions {
  /**
   * `blue-green`: a whole second fleet, and traffic that moves to it step by step. `rolling`: the fleet is replaced batch by
   * batch, with `linear` in the policy; cheaper, and slower to take back.
   * @default blue-green
   */
  fleet?: 'blue-green' | 'rolling';
  /**
   * Share of 5xx answers of the new fleet at which AWS goes back by itself, whoever still judges; above 0, up to 1.
   * @default none, the judge decides alone
   */
  maxErrorRate?: number;
  /**
   * The same for the 99th percentile of the model's own time.
   * @default none, the judge decides alone
   */
  maxLatencyP99?: Duration;
}

const kind = 'sagemaker-guardrails';
const factory = 'Target.sageMakerGuardrails';

/** Serves on a SageMaker endpoint whose traffic AWS moves, and takes back when our judge's alarm goes off, even if we are gone. */
export function sageMakerGuardrails(options: SageMakerGuardrailsOptions = {}): TargetKind {
  const { fleet = 'blue-green', maxErrorRate, maxLatencyP99, ...rest } = options;
  const settings = instancesOf(factory, rest);
  checkRate(maxErrorRate);
  if (maxLatencyP99) within(`${factory}: maxLatencyP99`, maxLatencyP99, Duration.millis(1), Duration.minutes(1));
  const { instanceType, endpointName, autoscaling } = settings;
  return {
    architecture: processorOf(instanceType),
    serves: { target: kind, ...instanceFacts(settings), fleet, alarms: 1, scales: autoscaling !== undefined },
    bind: bindEndpoint({
      endpointName,
      variables: {
        [environment.target]: kind,
        ...instanceVariables(settings),
        [environment.servedFleet]: fleet,
        ...(maxErrorRate === undefined ? {} : { [environment.servedMaxErrorRate]: String(maxErrorRate) }),
        ...(maxLatencyP99 ? { [environment.servedMaxLatencyMs]: String(maxLatencyP99.toMilliseconds()) } : {}),
      },
      released: releasedVariables(settings),
      guarded: true,
      scales: autoscaling !== undefined,
    }),
  };
}

function checkRate(maxErrorRate: number | undefined): void {
  if (maxErrorRate === undefined || (maxErrorRate > 0 && maxErrorRate <= 1)) return;
  throw new InputError('out-of-range', `${factory}: maxErrorRate: got ${maxErrorRate}; allowed: above 0, up to 1`);
}
