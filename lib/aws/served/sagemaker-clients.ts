import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { retries } from './kind.ts';

/** The clients of an endpoint, in a file of their own that is loaded when one is first needed. */
export function sageMakerClients() {
  return {
    sageMaker: new SageMakerClient(retries),
    runtime: new SageMakerRuntimeClient(retries),
    scaling: new ApplicationAutoScalingClient(retries),
    cloudWatch: new CloudWatchClient(retries),
  };
}
