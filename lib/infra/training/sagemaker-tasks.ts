import { aws_iam as iam, Stack, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { layout } from '../../core/store-layout.ts';
import { statement } from '../allow.ts';
import { managedRule } from '../machines/build-task.ts';
import { IntegrationTask, seconds } from '../machines/integration-task.ts';
import { retryTrouble } from '../machines/retries.ts';
import type { SageMakerSettings } from './sagemaker-options.ts';
import type { TrainingPlace } from './training.ts';

interface TrainingTaskParts {
  settings: SageMakerSettings;
  place: TrainingPlace;
  role: iam.IRole;
}

const runId = sfn.JsonPath.stringAt('$.runId');

/** SageMaker keeps a job's name for ever: a retry takes a fresh one, at most 40 + 3 of the 63 characters allowed. */
const jobName = sfn.JsonPath.format('{}-{}', runId, sfn.JsonPath.stringAt('$$.State.RetryCount'));

export function trainingTask(states: Construct, parts: TrainingTaskParts): IntegrationTask {
  const jobs = Stack.of(states).formatArn({ service: 'sagemaker', resource: 'training-job', resourceName: '*' });
  const task = new IntegrationTask(states, 'Train', {
    integration: 'sagemaker:createTrainingJob.sync',
    parameters: jobParameters(parts),
    policies: [
      statement(states, {
        actions: ['sagemaker:CreateTrainingJob', 'sagemaker:DescribeTrainingJob', 'sagemaker:StopTrainingJob'],
        resources: [jobs],
        because: 'A job is named after its run, known when it runs.',
      }),
      new iam.PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [parts.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      }),
      managedRule(states, 'StepFunctionsGetEventsForSageMakerTrainingJobsRule'),
    ],
    timeout: sfn.Timeout.duration(parts.settings.timeLimit),
    resultPath: '$.train',
    resultSelector: { job: sfn.JsonPath.stringAt('$.TrainingJobName') },
  });
  return retryTrouble(task, 'sagemaker');
}

function jobParameters({ settings, place, role }: TrainingTaskParts): Record<string, unknown> {
  const at = (key: string) => sfn.JsonPath.format(`s3://${place.store.bucketName}/${key}`, runId);
  const limit = sfn.JsonPath.numberAt('$.admit.limits.trainSeconds');
  return {
    TrainingJobName: jobName,
    RoleArn: role.roleArn,
    AlgorithmSpecification: {
      TrainingImage: sfn.JsonPath.format(
        `${place.images.repositoryUri}:{}-${place.architecture.name}`,
        sfn.JsonPath.stringAt('$.admit.imageTag'),
      ),
      TrainingInputMode: 'File',
    },
    HyperParameters: sfn.JsonPath.objectAt('$.admit.hyperparameters'),
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3Uri: at(layout.split('{}', 'train')),
            S3DataDistributionType: 'FullyReplicated',
          },
        },
      },
    ],
    OutputDataConfig: { S3OutputPath: at(`${layout.run('{}')}train`) },
    ResourceConfig: {
      InstanceType: `ml.${settings.instanceType.toString()}`,
      InstanceCount: settings.instanceCount,
      VolumeSizeInGB: settings.volume.toGibibytes(),
    },
    EnableManagedSpotTraining: settings.spot,
    StoppingCondition: {
      MaxRuntimeInSeconds: limit,
      // An hour more for spot capacity to be found.
      ...(settings.spot ? { MaxWaitTimeInSeconds: sfn.JsonPath.mathAdd(limit, 3_600) } : {}),
    },
  };
}

/** SageMaker puts a folder of the job's name below the output path; the steps look at one key. Up to 5 GB, the limit of one copy. */
export function collectTask(states: Construct, { store, runIds }: TrainingPlace): IntegrationTask {
  const because = 'Every run has its own folder, known when it runs.';
  const task = new IntegrationTask(states, 'CollectModel', {
    integration: 'aws-sdk:s3:copyObject',
    parameters: {
      Bucket: store.bucketName,
      Key: sfn.JsonPath.format(layout.trainedModel('{}'), runId),
      CopySource: sfn.JsonPath.format(
        `${store.bucketName}/${layout.run('{}')}train/{}/output/model.tar.gz`,
        runId,
        sfn.JsonPath.stringAt('$.train.job'),
      ),
    },
    policies: [
      statement(states, {
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [store.arnForObjects(`${layout.run(runIds)}train/*`)],
        because,
      }),
    ],
    timeout: seconds(900),
    resultPath: null,
  });
  return retryTrouble(task, 's3');
}
