import type {
  aws_ecr as ecr,
  aws_iam as iam,
  aws_lambda as lambda,
  aws_logs as logs,
  RemovalPolicy,
  aws_s3 as s3,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TargetFacts } from '../../core/rollout/target-facts.ts';
import type { KeyUse } from '../allow.ts';

/** What a target may use of the pipeline around it. */
export interface TargetPlace {
  pipeline: string;
  /** A pull request is scored beside what serves, never in it. */
  machine: 'delivery' | 'pull_request';
  store: s3.IBucket;
  images: ecr.Repository;
  /** Whose images it may serve: its own, and in a pull request delivery's, where the champion's lies. */
  servableImages: ecr.IRepository[];
  grantStoreKey: (role: iam.IRole, use?: KeyUse) => void;
  logRetention: logs.RetentionDays;
  removalPolicy: RemovalPolicy;
}

/**
 * What a step does to the target: methods of the DeploymentTarget and Scorer ports as permissions, `call` of the front door, and
 * `judge`: tells a target that moves traffic by itself what the judge makes of it.
 */
export type TargetUse = 'prepare' | 'invoke' | 'shift' | 'observe' | 'settle' | 'call' | 'judge';

/** A target whose names, roles and repository policy are made; what serves is made by the pipeline, never by CloudFormation. */
export interface BoundTarget {
  /** Environment of the functions that use it. */
  variables: Record<string, string>;
  grant(role: iam.Role, uses: readonly TargetUse[]): void;
}

/** Where models serve; made by the factories of `Target`. */
export interface TargetKind {
  /** What a policy may not be combined with is told by these. */
  serves: TargetFacts;
  /** Processor that the workload's image is built for. */
  architecture: lambda.Architecture;
  bind(scope: Construct, place: TargetPlace): BoundTarget;
}
