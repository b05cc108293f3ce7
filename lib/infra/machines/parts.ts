import type { aws_codebuild as codebuild, aws_s3 as s3, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Names } from '../names.ts';
import type { Functions, ProvingStep, ReleasingStep } from '../steps.ts';
import type { BoundTraining } from '../training/training.ts';

/** What Delivery and PullRequest are made of. A pull request is proven the same way and ends before it could release. */
export type DeliveryParts = ProvingParts & ({ kind: 'delivery'; release: ReleaseParts } | { kind: 'pull_request' });

export interface ProvingParts {
  functions: Functions<ProvingStep>;
  projects: { checks: codebuild.IProject; image: codebuild.IProject };
  training: BoundTraining;
  store: s3.IBucket;
  /** Ids of the runs that it works on: `*`, or `pull-request-*`. */
  runIds: string;
}

/** What only Delivery has. */
export interface ReleaseParts {
  functions: Functions<ReleasingStep>;
  rollout: sfn.StateMachine;
  names: Names;
}
