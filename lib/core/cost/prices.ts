/** Regions whose prices are looked up; what the table does not tell of one is taken from US East (N. Virginia). */
export const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;
export type Region = (typeof regions)[number];

export interface Price {
  /** As a bill names it. */
  service: string;
  /** What is counted, `dollars` for each `per` of them. */
  unit: string;
  per: number;
  /** In US East (N. Virginia), on demand, without free tiers and steps for large use. */
  dollars: number;
  /** Where it is published. */
  source: string;
  /** When it was published as this; a year where no month was at hand. */
  asOf: string;
  /** Where it is known to differ. */
  elsewhere?: Partial<Record<Region, number>>;
}

const page = (name: string) => `https://aws.amazon.com/${name}/pricing/`;
const price = (service: string, source: string, asOf: string) => (unit: string, per: number, dollars: number) => ({
  ...{ service, unit, per, dollars },
  ...{ source: page(source), asOf },
});

const lambda = price('Lambda', 'lambda', '2026-06');
const build = price('CodeBuild', 'codebuild', '2026-05');
const s3 = price('S3', 's3', '2025');
const cloudWatch = price('CloudWatch', 'cloudwatch', '2026-06');
const kms = price('KMS', 'kms', '2026-03');
const sageMaker = price('SageMaker', 'sagemaker/ai', '2025');
const hour = (dollars: number) => sageMaker('instance hours', 1, dollars);

/** The one price table. Nothing is asked of AWS, so that an estimate needs no account. */
export const prices = {
  transition: price('Step Functions', 'step-functions', '2026-03')('state transitions', 1_000, 0.025),
  'lambda-x86_64': lambda('GB-seconds', 1, 0.0000166667),
  'lambda-arm64': lambda('GB-seconds', 1, 0.0000133334),
  'lambda-disk': lambda('GB-seconds of /tmp beyond 512 MiB', 1, 0.0000000309),
  'lambda-request': lambda('requests', 1_000_000, 0.2),
  'lambda-provisioned-x86_64': lambda('GB-seconds kept ready', 1, 0.0000041667),
  'lambda-provisioned-arm64': lambda('GB-seconds kept ready', 1, 0.0000033334),
  'build-BUILD_GENERAL1_SMALL': build('minutes', 1, 0.005),
  'build-BUILD_GENERAL1_MEDIUM': build('minutes', 1, 0.01),
  'build-BUILD_GENERAL1_LARGE': build('minutes', 1, 0.02),
  's3-storage': { ...s3('GB-months', 1, 0.023), elsewhere: { 'eu-central-1': 0.0245 } },
  's3-put': { ...s3('writes', 1_000, 0.005), elsewhere: { 'eu-central-1': 0.0054 } },
  's3-get': { ...s3('reads', 1_000, 0.0004), elsewhere: { 'eu-central-1': 0.00043 } },
  'ecr-storage': price('ECR', 'ecr', '2025')('GB-months', 1, 0.1),
  alarm: cloudWatch('metrics of alarms', 1, 0.1),
  'composite-alarm': cloudWatch('composite alarms', 1, 0.5),
  dashboard: cloudWatch('dashboards', 1, 3),
  logs: { ...cloudWatch('GB of logs', 1, 0.5), elsewhere: { 'eu-west-1': 0.57, 'eu-central-1': 0.63 } },
  'metric-read': cloudWatch('metrics read', 1_000, 0.01),
  key: kms('keys', 1, 1),
  secret: price('Secrets Manager', 'secrets-manager', '2026-09')('secrets', 1, 0.4),
  parameter: price('Systems Manager', 'systems-manager', '2025')('advanced parameters', 1, 0.05),
  queue: price('SQS', 'sqs', '2026-03')('requests', 1_000_000, 0.4),
  'object-event': price('EventBridge', 'eventbridge', '2026-03')('events', 1_000_000, 1),
  trace: price('X-Ray', 'xray', '2025')('traces', 1_000_000, 5),
  'serverless-second': sageMaker('GB-seconds', 1, 0.00002),
  'instance-ml.t2.medium': hour(0.056),
  'instance-ml.m5.large': { ...hour(0.115), elsewhere: { 'eu-west-1': 0.128, 'eu-central-1': 0.138 } },
  'instance-ml.m5.xlarge': { ...hour(0.23), elsewhere: { 'eu-west-1': 0.257, 'eu-central-1': 0.276 } },
  'instance-ml.m5.2xlarge': { ...hour(0.461), elsewhere: { 'eu-west-1': 0.514, 'eu-central-1': 0.552 } },
  'instance-ml.m5.4xlarge': { ...hour(0.922), elsewhere: { 'eu-west-1': 1.027, 'eu-central-1': 1.104 } },
  'instance-ml.c5.xlarge': hour(0.204),
  'instance-ml.c5.2xlarge': hour(0.408),
  'instance-ml.g4dn.xlarge': hour(0.7364),
  'instance-ml.g4dn.2xlarge': hour(0.94),
  'instance-ml.g5.xlarge': hour(1.408),
  'instance-ml.g5.2xlarge': hour(1.515),
  'instance-ml.p3.2xlarge': hour(3.825),
} satisfies Record<string, Price>;
export type PriceName = keyof typeof prices;

/** The price of this name, which a template may have made up: undefined where it is not in the table. */
export function priceOf(name: string): Price | undefined {
  return Object.hasOwn(prices, name) ? prices[name as PriceName] : undefined;
}

/** Dollars for one. */
export function dollarsEach({ dollars, per, elsewhere }: Price, region: Region): number {
  return (elsewhere?.[region] ?? dollars) / per;
}
