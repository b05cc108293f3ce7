import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { STSClient } from '@aws-sdk/client-sts';
import type { DeployedPlace } from '../../../core/deployed-place.ts';
import type { Clock, Executions, ObjectStore } from '../../../ports.ts';

/** What we use of each client; tests hand in fakes that answer its commands. */
export interface DoctorClients {
  cloudWatch: Pick<CloudWatchClient, 'send'>;
  iam: Pick<IAMClient, 'send'>;
  lambda: Pick<LambdaClient, 'send'>;
  quotas: Pick<ServiceQuotasClient, 'send'>;
  s3: Pick<S3Client, 'send'>;
  sageMaker: Pick<SageMakerClient, 'send'>;
  secrets: Pick<SecretsManagerClient, 'send'>;
  sfn: Pick<SFNClient, 'send'>;
  sns: Pick<SNSClient, 'send'>;
  sqs: Pick<SQSClient, 'send'>;
  sts: Pick<STSClient, 'send'>;
}

/** A deployed pipeline that is looked at. */
export interface DeployedPatient {
  place: DeployedPlace;
  store: ObjectStore;
  executions: Executions;
  clock: Clock;
  aws: DoctorClients;
  /** What your app synthesized, to hold it against; null: nothing was given. */
  template: { file: string; text: string } | null;
  /** Posts nothing to a URL; the status that it answers. */
  post(url: string): Promise<number>;
}

/** Region and account of an ARN. */
export function whereabouts(arn: string): { region: string; account: string } {
  const [, , , region = '', account = ''] = arn.split(':');
  return { region, account };
}
