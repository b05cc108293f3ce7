import type { TargetKindName } from '../policy/target-kinds.ts';

/**
 * What is known of the place that a policy's rollout runs in: read off the props when an app is synthesized, and off the
 * functions' environment when a run is admitted. Absent: not known, and nothing is refused for it.
 */
export interface TargetFacts {
  target?: TargetKindName | undefined;
  /** Whether callers come through the router function. */
  door?: boolean | undefined;
  serverless?: boolean | undefined;
  /** As SageMaker writes it: `ml.m5.large`. */
  instanceType?: string | undefined;
  /** Of what serves. */
  instanceCount?: number | undefined;
  /** Production variants besides those that a rollout makes. */
  otherVariants?: number | undefined;
  /** The container comes from AWS Marketplace. */
  marketplace?: boolean | undefined;
  /** A part of a GPU is attached to each instance. */
  elasticInference?: boolean | undefined;
  /** How guardrails replace the fleet. */
  fleet?: 'blue-green' | 'rolling' | undefined;
  /** Alarms that guardrails go back for. */
  alarms?: number | undefined;
  /** Whether the number of instances changes between rollouts. */
  scales?: boolean | undefined;
  /** Where provisioned concurrency is set, if it is. */
  provisionedOn?: 'version' | 'alias' | undefined;
  /** Share of requests that the endpoint itself writes down. */
  capturePercent?: number | undefined;
  /** Whether latencies are told one by one, and not only their quantiles. */
  timesEach?: boolean | undefined;
  /** Grain of the metrics by version. */
  metricSeconds?: number | undefined;
}
