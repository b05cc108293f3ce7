import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { isNamed } from '../../aws/clients.ts';
import { readHistories } from '../../aws/execution-timeline.ts';
import { releaseSigner } from '../../aws/release-signer.ts';
import { S3Store } from '../../aws/s3-store.ts';
import { StepFunctionsExecutions } from '../../aws/step-functions-executions.ts';
import { type DeployedPlace, deployedPlaceSchema, placeParameter } from '../../core/deployed-place.ts';
import { InputError, messageOf, UsageError } from '../../core/errors.ts';
import { DeployedPipeline } from './deployed-pipeline.ts';

/**
 * Opens the deployed pipeline of this name in the account and region of the environment's credentials.
 * @throws UsageError `pipeline-unknown`; InputError `no-credentials`, `place-unreadable`
 */
export async function openDeployed(pipeline: string): Promise<DeployedPipeline> {
  const place = await readPlace(pipeline);
  const region = place.machines.delivery.split(':')[3] ?? '';
  const { delivery, pullRequest } = place.machines;
  const s3 = new S3Client({ region });
  const sts = new STSClient({ region });
  const sfn = new SFNClient({ region });
  return new DeployedPipeline({
    place,
    store: new S3Store(s3, place.store),
    data: new S3Store(s3, place.data),
    executions: new StepFunctionsExecutions(sfn, { delivery, pull_request: pullRequest }),
    histories: (executionArn) => readHistories(sfn, executionArn),
    sqs: new SQSClient({ region }),
    lambda: new LambdaClient({ region }),
    signer: releaseSigner(place.signingKey),
    identity: async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? 'unknown',
  });
}

async function readPlace(pipeline: string): Promise<DeployedPlace> {
  const Name = placeParameter(pipeline);
  let text: string;
  try {
    text = (await new SSMClient({}).send(new GetParameterCommand({ Name }))).Parameter?.Value ?? '';
  } catch (error) {
    if (isNamed(error, 'ParameterNotFound', 'ValidationException'))
      throw new UsageError(
        'pipeline-unknown',
        `no pipeline ${JSON.stringify(pipeline)} is deployed in this account and region: there is no parameter ${Name}`,
      );
    const why = /^Region is missing/.test(messageOf(error))
      ? 'no region is known: set AWS_REGION, or AWS_PROFILE to a profile that has one'
      : messageOf(error);
    throw new InputError('no-access', `the parameter ${Name} cannot be read: ${why}`, { cause: error });
  }
  const read = deployedPlaceSchema.safeParse(parsed(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    'place-unreadable',
    `the parameter ${Name} was written by another version of Signalbox: ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
