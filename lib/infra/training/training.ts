import type {
  aws_codebuild as codebuild,
  aws_ecr as ecr,
  aws_iam as iam,
  aws_s3 as s3,
  aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What a kind of training may use of the pipeline around it. */
export interface TrainingScope {
  store: s3.IBucket;
  images: ecr.IRepository;
  /** The train project; made by the pipeline's set only when the training asks for it. */
  project: codebuild.IProject;
  /** Role of training jobs: reads the train split, writes the model of its run. */
  jobRole: iam.IRole;
}

/** The Train states of a machine: where they start, where a good end goes on, and what tells a rejection from a break. */
export interface TrainStates {
  task: sfn.TaskStateBase;
  /** On `$.failure`: the workload's fault, so a rejection; everything else is broken. */
  saidNo: sfn.Condition;
  /** States after the task that bring the model to its place in the store; absent where the job writes it there itself. */
  collect?: sfn.TaskStateBase;
}

/** How candidates are trained: one of the static factories of `Training`. */
export interface BoundTraining {
  states(scope: Construct, place: TrainingScope): TrainStates;
}
