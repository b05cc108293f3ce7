import { Duration, type aws_ec2 as ec2, aws_iam as iam, Size, Stack, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { layout } from '../../core/store-layout.ts';
import { allow } from '../allow.ts';
import { within } from '../limits.ts';
import { collectTask, trainingTask } from './sagemaker-tasks.ts';
import type { TrainingKind, TrainingPlace } from './training.ts';

export interface SageMakerTrainingOptions {
  /** Instance of the job, without `ml.`, e.g. `InstanceType.of(InstanceClass.M5, InstanceSize.XLARGE)`. */
  instanceType: ec2.InstanceType;
  /**
   * Instances of one job; the workload's code must share the work itself.
   * @default 1
   */
  instanceCount?: number;
  /**
   * Managed spot capacity: up to 90 % cheaper, waits up to an hour for a place and starts anew after an interruption.
   * @default false, on-demand capacity
   */
  spot?: boolean;
  /**
   * The job is given up after this long, whatever the policy's `training.timeLimitSeconds` allows; 5 minutes to 5 days.
   * @default 1 day
   */
  timeLimit?: Duration;
  /**
   * Disk of each instance.
   * @default 30 GiB
   */
  volume?: Size;
}

export type SageMakerSettings = Required<SageMakerTrainingOptions>;

/** Training as a SageMaker job, which sees the train split and nothing of the holdout. */
export function sagemakerTraining(options: SageMakerTrainingOptions): TrainingKind {
  const settings: SageMakerSettings = {
    instanceCount: 1,
    spot: false,
    timeLimit: Duration.days(1),
    volume: Size.gibibytes(30),
    ...options,
  };
  within('Training.sagemaker: timeLimit', settings.timeLimit, Duration.minutes(5), Duration.days(5));
  return {
    bind(scope, place) {
      const role = jobRole(scope, place);
      return (states) => ({
        task: trainingTask(states, { settings, place, role }),
        saidNo: jobSaidNo,
        collect: collectTask(states, place.store),
      });
    },
  };
}

/** The workload's own code failed, or ran longer than its policy allows. Capacity and service faults are broken. */
const jobSaidNo = sfn.Condition.or(
  sfn.Condition.stringEquals('$.failure.Error', sfn.Errors.TIMEOUT),
  sfn.Condition.and(
    sfn.Condition.isPresent('$.failure.Cause'),
    sfn.Condition.or(
      sfn.Condition.stringMatches('$.failure.Cause', '*AlgorithmError*'),
      sfn.Condition.stringMatches('$.failure.Cause', '*MaxRuntimeExceeded*'),
    ),
  ),
);

function jobRole(scope: Construct, { store, images, grantStoreKey }: TrainingPlace): iam.Role {
  const role = new iam.Role(scope, 'TrainingJobRole', {
    assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com'),
  });
  const because =
    'Every run has its own folder, known when it runs; the train split is all that the job may see of it.';
  const split = `${layout.split('*', 'train')}*`;
  allow(role, { actions: ['s3:GetObject'], resources: [store.arnForObjects(split)], because });
  allow(role, {
    actions: ['s3:ListBucket'],
    resources: [store.bucketArn],
    conditions: { StringLike: { 's3:prefix': split } },
  });
  allow(role, { actions: ['s3:PutObject'], resources: [store.arnForObjects('runs/*/train/*')], because });
  grantStoreKey(role);
  allow(role, {
    actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
    resources: [images.repositoryArn],
  });
  allow(role, {
    actions: ['ecr:GetAuthorizationToken'],
    resources: ['*'],
    because: 'ecr:GetAuthorizationToken, X-Ray and cloudwatch:PutMetricData have no resources to name.',
  });
  allow(role, {
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
    resources: [Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group:/aws/sagemaker/TrainingJobs*' })],
    because: 'SageMaker writes the logs of all training jobs to this one group and names the streams itself.',
  });
  return role;
}
