import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Region } from '../../../core/cost/prices.ts';
import type { DeployedPlace } from '../../../core/deployed-place.ts';
import type { Clock } from '../../../ports.ts';
import type { Found } from '../../../steps/tear-down.ts';

/** What we use of each client; tests hand in fakes that answer its commands. */
export interface TeardownClients {
  cloudWatch: Pick<CloudWatchClient, 'send'>;
  ecr: Pick<ECRClient, 'send'>;
  lambda: Pick<LambdaClient, 'send'>;
  s3: Pick<S3Client, 'send'>;
  sageMaker: Pick<SageMakerClient, 'send'>;
  sfn: Pick<SFNClient, 'send'>;
  sqs: Pick<SQSClient, 'send'>;
  ssm: Pick<SSMClient, 'send'>;
}

/** A pipeline whose stack is gone, or is to go. */
export interface Leftover {
  place: DeployedPlace;
  region: Region;
  clock: Clock;
  aws: TeardownClients;
}

/** What of one kind is left. One file, named as the kind, and one line in the registry. */
export type Finder = (leftover: Leftover) => Promise<Found[]>;
