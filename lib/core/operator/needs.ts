import type { resources } from './resources.ts';

/** Actions of IAM on what they are done to. */
export interface OperatorNeed {
  on: keyof typeof resources;
  actions: readonly string[];
}

/** Every command opens the pipeline by its name. */
const opening: OperatorNeed[] = [{ on: 'place', actions: ['ssm:GetParameter'] }];

/** What is not there is a 404 only for those who may list. */
const reading: OperatorNeed[] = [
  { on: 'store', actions: ['s3:ListBucket'] },
  { on: 'records', actions: ['s3:GetObject'] },
  { on: 'key', actions: ['kms:Decrypt'] },
];

/** A version or a run that is not known is answered with those that are. */
const listing: OperatorNeed = { on: 'store', actions: ['s3:ListBucketVersions'] };
const histories: OperatorNeed = { on: 'executions', actions: ['states:GetExecutionHistory'] };

/** The pipeline moves traffic with rights of its own: whoever asks may call that one function. */
const asking: OperatorNeed[] = [{ on: 'operate', actions: ['lambda:InvokeFunction'] }];

const answering: OperatorNeed[] = [
  ...reading,
  { on: 'approvals', actions: ['s3:PutObject'] },
  { on: 'key', actions: ['kms:GenerateDataKey'] },
];

const sending: OperatorNeed = { on: 'key', actions: ['kms:Decrypt', 'kms:GenerateDataKey'] };

/** What `signalbox doctor` looks at; nothing is changed. */
export const doctorNeeds: OperatorNeed[] = [
  ...reading,
  { on: 'data', actions: ['s3:GetBucketNotification'] },
  { on: 'machines', actions: ['states:DescribeStateMachine'] },
  { on: 'deliveries', actions: ['states:DescribeExecution'] },
  { on: 'functions', actions: ['lambda:GetFunctionConfiguration'] },
  { on: 'served', actions: ['lambda:GetAlias', 'lambda:ListVersionsByFunction'] },
  { on: 'endpoint', actions: ['sagemaker:DescribeEndpoint'] },
  { on: 'endpointConfigs', actions: ['sagemaker:DescribeEndpointConfig'] },
  { on: 'deadLetters', actions: ['sqs:GetQueueAttributes'] },
  { on: 'topics', actions: ['sns:ListSubscriptionsByTopic'] },
  { on: 'secrets', actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'] },
  { on: 'roles', actions: ['iam:SimulatePrincipalPolicy'] },
  {
    on: 'all',
    actions: ['cloudwatch:DescribeAlarms', 'lambda:ListEventSourceMappings', 'servicequotas:ListServiceQuotas'],
  },
];

/** Without `--with-data`, nothing on buckets, repositories and queues is deleted. */
const tearingDown: OperatorNeed[] = [
  { on: 'delivery', actions: ['states:DescribeStateMachine'] },
  {
    on: 'servedFunctions',
    actions: ['lambda:GetFunctionConfiguration', 'lambda:ListProvisionedConcurrencyConfigs', 'lambda:DeleteFunction'],
  },
  { on: 'ownEndpoints', actions: ['sagemaker:DescribeEndpoint', 'sagemaker:DeleteEndpoint'] },
  { on: 'ownConfigs', actions: ['sagemaker:DescribeEndpointConfig', 'sagemaker:DeleteEndpointConfig'] },
  { on: 'ownModels', actions: ['sagemaker:DeleteModel'] },
  { on: 'ownAlarms', actions: ['cloudwatch:DeleteAlarms'] },
  { on: 'deadLetters', actions: ['sqs:GetQueueAttributes', 'sqs:DeleteQueue'] },
  { on: 'deadLetterQueues', actions: ['sqs:GetQueueAttributes', 'sqs:DeleteQueue'] },
  { on: 'repositories', actions: ['ecr:DescribeImages', 'ecr:DeleteRepository'] },
  { on: 'buckets', actions: ['s3:ListBucket', 's3:ListBucketVersions', 's3:DeleteBucket'] },
  { on: 'bucketObjects', actions: ['s3:DeleteObjectVersion'] },
  { on: 'place', actions: ['ssm:DeleteParameter'] },
  { on: 'all', actions: ['cloudwatch:GetMetricData'] },
];

/** On an endpoint; lists have no resources to name. */
const listingEndpoints: OperatorNeed = {
  on: 'endpointLists',
  actions: [
    'cloudwatch:DescribeAlarms',
    'sagemaker:ListEndpointConfigs',
    'sagemaker:ListEndpoints',
    'sagemaker:ListModels',
  ],
};

const needsOf = {
  runs: [...reading, listing],
  show: [...reading, histories],
  releases: [...reading, listing],
  release: [...reading, listing],
  'served-at': [...reading, listing],
  verify: [
    ...reading,
    listing,
    { on: 'data', actions: ['s3:ListBucketVersions'] },
    { on: 'drops', actions: ['s3:GetObjectVersion'] },
    { on: 'signingKey', actions: ['kms:Verify'] },
  ],
  reproduce: [...reading, listing, { on: 'drops', actions: ['s3:GetObjectVersion'] }],
  cost: [...reading, histories],
  approvals: [...reading, listing],
  approve: [...answering, { on: 'delivery', actions: ['states:SendTaskSuccess'] }],
  reject: [...answering, { on: 'delivery', actions: ['states:SendTaskFailure'] }],
  rollback: asking,
  promote: asking,
  pause: asking,
  resume: asking,
  abort: asking,
  start: [{ on: 'intake', actions: ['sqs:SendMessage'] }, sending],
  redrive: [
    { on: 'deadLetters', actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'] },
    { on: 'deadLetterQueues', actions: ['sqs:SendMessage'] },
    { on: 'deadLetterFunctions', actions: ['lambda:InvokeFunction'] },
    sending,
  ],
  doctor: doctorNeeds,
  teardown: [...tearingDown, listingEndpoints],
} satisfies Record<string, OperatorNeed[]>;

/** What whoever gives a command to a deployed pipeline must be allowed, by command. */
export const operatorNeeds: Record<string, OperatorNeed[]> = Object.fromEntries(
  Object.entries(needsOf).map(([command, needs]) => [command, [...opening, ...needs]]),
);
