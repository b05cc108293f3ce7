import type {
  aws_ecr as ecr,
  aws_iam as iam,
  aws_lambda as lambda,
  aws_s3 as s3,
  aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PaidTraining } from '../../core/cost/paid-training.ts';
import type { KeyUse } from '../allow.ts';
import type { BuildProject, BuildProjectOptions } from '../projects.ts';

/** What a kind of training may use of the pipeline around it. */
export interface TrainingPlace {
  store: s3.IBucket;
  /** Ids of the runs that train here: `*`, or `pull-request-*`. */
  runIds: string;
  images: ecr.IRepository;
  /** Of the images. */
  architecture: lambda.Architecture;
  /** Gives a role what it needs beside S3 permissions to read and write the store. */
  grantStoreKey: (role: iam.IRole, use?: KeyUse) => void;
  /** Makes a build project of the pipeline's kind. */
  project: (options: BuildProjectOptions) => BuildProject;
}

/** The Train states of a machine. */
interface TrainStates {
  task: sfn.TaskStateBase;
  /** On `$.failure`: the workload's fault, so a rejection; everything else is broken. */
  saidNo: sfn.Condition;
  /** Brings the model to its place in the store; absent where the job writes it there itself. */
  collect?: sfn.TaskStateBase;
}

/** A training whose resources are made: builds its states in the scope of a machine. */
export type BoundTraining = (states: Construct) => TrainStates;

/** How candidates are trained; made by the factories of `Training`. */
export interface TrainingKind {
  /** What is paid for it. */
  paid: Omit<PaidTraining, 'budget'>;
  bind(scope: Construct, place: TrainingPlace): BoundTraining;
}
