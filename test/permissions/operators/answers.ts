import { placeParameter } from '../../../lib/core/deployed-place.ts';
import { inRegion } from '../deployed/template.ts';
import type { Story } from '../story.ts';
import { placeIn } from './roles.ts';

// biome-ignore lint/suspicious/noExplicitAny: every operation has another input.
type Answer = (input: any) => unknown;

/** What services answer once the stack is gone, its bucket policies with it: what it left is there still. */
export function answersAfterDestroy(): Record<string, Answer> {
  const emptied = new Set<string>();
  return {
    'states:DescribeStateMachine': () => {
      throw Object.assign(new Error('gone'), { name: 'StateMachineDoesNotExist' });
    },
    'lambda:GetFunctionConfiguration': ({ FunctionName }) =>
      FunctionName.endsWith('-model-pull-request') ? { MemorySize: 1_024 } : undefined,
    'lambda:ListProvisionedConcurrencyConfigs': () => ({ ProvisionedConcurrencyConfigs: [] }),
    'sqs:DeleteQueue': () => ({}),
    'ecr:DescribeImages': () => ({ imageDetails: [{ imageSizeInBytes: 1e9 }] }),
    'ecr:DeleteRepository': () => ({}),
    's3:HeadBucket': () => ({}),
    's3:ListObjectVersions': ({ Bucket, Prefix }) => {
      if (Prefix !== undefined) return undefined;
      return emptied.has(Bucket) ? {} : { Versions: [{ Key: 'runs/a', VersionId: 'v' }] };
    },
    's3:DeleteObjects': ({ Bucket }) => {
      emptied.add(Bucket);
      return {};
    },
    's3:DeleteBucket': () => ({}),
    'ssm:DeleteParameter': () => ({}),
  };
}

const quotas = [
  'Concurrent executions',
  'ml.m5.large for endpoint usage',
  'ml.m5.xlarge for spot training job usage',
  'ml.m5.large for training job usage',
];

/** What services answer to operators, and to nobody else; undefined: as they do to everybody. */
export function answersToOperators({ it }: Pick<Story, 'it'>): Record<string, Answer> {
  const { deployed } = it;
  const place = inRegion(JSON.stringify(placeIn(deployed)));
  const given = new Set<string>();
  return {
    'ssm:GetParameter': ({ Name }) => {
      if (Name !== placeParameter('iris')) throw Object.assign(new Error(Name), { name: 'ParameterNotFound' });
      return { Parameter: { Value: place } };
    },
    'sts:GetCallerIdentity': () => ({ Account: '000000000000', Arn: 'arn:aws:iam::000000000000:user/ada' }),
    'lambda:Invoke': async ({ FunctionName, Payload, InvocationType }) => {
      const step = deployed.stepOf(FunctionName);
      // Lambda keeps what comes as an event, and answers before anything is done.
      if (step !== 'operate') return InvocationType === 'Event' ? { StatusCode: 202 } : undefined;
      const asked = JSON.parse(new TextDecoder().decode(Payload));
      const said = await it.handler('operate', asked, () => import('../../../lambda/operate.ts'));
      return { Payload: new TextEncoder().encode(JSON.stringify(said)) };
    },
    'lambda:GetFunctionConfiguration': ({ FunctionName }) =>
      deployed.stepOf(FunctionName) && { State: 'Active', Role: `arn:aws:iam::000000000000:role/${FunctionName}` },
    'lambda:ListEventSourceMappings': () => ({ EventSourceMappings: [{ State: 'Enabled' }] }),
    'sqs:ReceiveMessage': ({ QueueUrl }) => {
      if (given.has(QueueUrl)) return {};
      given.add(QueueUrl);
      return { Messages: [{ MessageId: QueueUrl, ReceiptHandle: 'r', Body: '{}' }] };
    },
    'sqs:DeleteMessage': () => ({}),
    'sqs:GetQueueAttributes': () => ({ Attributes: { ApproximateNumberOfMessages: '0' } }),
    'states:DescribeStateMachine': ({ stateMachineArn }) => ({ name: stateMachineArn, status: 'ACTIVE' }),
    'iam:SimulatePrincipalPolicy': () => ({ EvaluationResults: [{ EvalDecision: 'allowed' }] }),
    'sns:ListSubscriptionsByTopic': () => ({ Subscriptions: [{ SubscriptionArn: 'arn:aws:sns:a' }] }),
    'secretsmanager:DescribeSecret': () => ({ Name: 'a secret' }),
    's3:GetBucketNotificationConfiguration': () => ({ EventBridgeConfiguration: {} }),
    'service-quotas:ListServiceQuotas': () => ({ Quotas: quotas.map((QuotaName) => ({ QuotaName, Value: 1_000 })) }),
    'kms:Verify': () => ({ SignatureValid: true }),
  };
}
