import type { aws_codebuild as codebuild, aws_s3 as s3, aws_stepfunctions as sfn, aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TrainStates } from '../training/training.ts';
import type { StepFunctions } from './step-task.ts';

/** What Delivery and PullRequest are made of. A pull request is proven the same way and ends before it could release. */
export type DeliveryParts = ProvingParts & ({ kind: 'delivery'; release: ReleaseParts } | { kind: 'pull_request' });

export interface ProvingParts {
  functions: StepFunctions;
  projects: { checks: codebuild.IProject; image: codebuild.IProject };
  /** Called once with the scope of the states. */
  training: (scope: Construct) => TrainStates;
  store: s3.IBucket;
}

/** What only Delivery has. */
export interface ReleaseParts {
  rollout: sfn.StateMachine;
  approvals: sns.ITopic;
}
