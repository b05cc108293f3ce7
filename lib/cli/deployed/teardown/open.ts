import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECRClient } from '@aws-sdk/client-ecr';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { pricedRegion } from '../../../core/cost/paid-training.ts';
import type { DeployedPlace } from '../../../core/deployed-place.ts';
import type { Teardown, TeardownRequest } from '../../../core/teardown.ts';
import type { Clock } from '../../../ports.ts';
import type { Leftover, TeardownClients } from './leftover.ts';
import { teardownOf } from './teardown.ts';

/** What a pipeline leaves behind, with the environment's credentials. */
export async function tearDownDeployed(
  { place, clock }: { place: DeployedPlace; clock: Clock },
  request: TeardownRequest,
): Promise<Teardown> {
  const { delivery } = place.machines;
  const leftover: Leftover = {
    place,
    region: pricedRegion(delivery),
    clock,
    aws: clientsIn(delivery.split(':')[3] ?? ''),
  };
  return teardownOf(leftover, request);
}

function clientsIn(region: string): TeardownClients {
  return {
    cloudWatch: new CloudWatchClient({ region }),
    ecr: new ECRClient({ region }),
    lambda: new LambdaClient({ region }),
    s3: new S3Client({ region }),
    sageMaker: new SageMakerClient({ region }),
    sfn: new SFNClient({ region }),
    sqs: new SQSClient({ region }),
    ssm: new SSMClient({ region }),
  };
}
