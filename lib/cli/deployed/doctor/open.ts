import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { examine, type Finding } from '../../../core/doctor.ts';
import { type DeployedPatient, type DoctorClients, whereabouts } from './patient.ts';
import { examinations } from './registry.ts';

/** Looks at a deployed pipeline with the environment's credentials; nothing is changed. */
export async function examineDeployed(patient: Omit<DeployedPatient, 'aws' | 'post'>): Promise<Finding[]> {
  const { region } = whereabouts(patient.place.machines.delivery);
  return examine(examinations, { ...patient, aws: clientsIn(region), post });
}

function clientsIn(region: string): DoctorClients {
  return {
    cloudWatch: new CloudWatchClient({ region }),
    iam: new IAMClient({ region }),
    lambda: new LambdaClient({ region }),
    quotas: new ServiceQuotasClient({ region }),
    s3: new S3Client({ region }),
    sageMaker: new SageMakerClient({ region }),
    secrets: new SecretsManagerClient({ region }),
    sfn: new SFNClient({ region }),
    sns: new SNSClient({ region }),
    sqs: new SQSClient({ region }),
    sts: new STSClient({ region }),
  };
}

/** GitHub waits ten seconds too. */
async function post(url: string): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    body: '{}',
    signal: AbortSignal.timeout(10_000),
    redirect: 'error',
  });
  return answer.status;
}
