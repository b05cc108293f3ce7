import { Duration, aws_iam as iam, Size, Stack, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { layout } from '../../core/store-layout.ts';
import { allow } from '../allow.ts';
import { within } from '../limits.ts';
import type { SageMakerSettings, SageMakerTrainingOptions } from './sagemaker-options.ts';
import { collectTask, trainingTask } from './sagemaker-tasks.ts';
import type { TrainingKind, TrainingPlace } from './training.ts';

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
    paid: {
      kind: 'instances',
      size: `ml.${settings.instanceType.toString()}`,
      count: settings.instanceCount,
      spot: settings.spot,
      limitSeconds: settings.timeLimit.toSeconds(),
    },
    bind(scope, place) {
      const role = jobRole(scope, place);
      return (states) => ({
        task: trainingTask(states, { settings, place, role }),
        saidNo: jobSaidNo,
        collect: collectTask(states, place),
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

function jobRole(scope: Construct, { store, images, runIds, grantStoreKey }: TrainingPlace): iam.Role {
  const role = new iam.Role(scope, 'TrainingJobRole', {
    assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com'),
  });
  const because =
    'Every run has its own folder, known when it runs; the train split is all that the job may see of it.';
  const split = `${layout.split(runIds, 'train')}*`;
  allow(role, { actions: ['s3:GetObject'], resources: [store.arnForObjects(split)], because });
  allow(role, {
    actions: ['s3:ListBucket'],
    resources: [store.bucketArn],
    conditions: { StringLike: { 's3:prefix': split } },
  });
  allow(role, { actions: ['s3:PutObject'], resources: [store.arnForObjects(`${layout.run(runIds)}train/*`)], because });
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
