import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** What we use of each client; a test hands in a fake that answers these commands. */
export type LambdaSend = Pick<LambdaClient, 'send'>;
export type SfnSend = Pick<SFNClient, 'send'>;
export type SnsSend = Pick<SNSClient, 'send'>;
export type SqsSend = Pick<SQSClient, 'send'>;
export type KmsSend = Pick<KMSClient, 'send'>;
export type CloudWatchSend = Pick<CloudWatchClient, 'send'>;
export type SageMakerSend = Pick<SageMakerClient, 'send'>;
export type SageMakerRuntimeSend = Pick<SageMakerRuntimeClient, 'send'>;
export type ScalingSend = Pick<ApplicationAutoScalingClient, 'send'>;

/** How to wait; a test hands in one that only counts. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Whether a service answered with one of these exceptions. */
export function isNamed(thrown: unknown, ...names: string[]): boolean {
  return thrown instanceof Error && names.includes(thrown.name);
}
