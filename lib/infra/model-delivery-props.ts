import type {
  aws_cloudwatch as cloudwatch,
  aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  RemovalPolicy,
  aws_scheduler as scheduler,
  aws_secretsmanager as secretsmanager,
} from 'aws-cdk-lib';
import { InputError } from '../core/errors.ts';
import type { AccountBudgetOptions } from './account-budget.ts';
import type { AlarmOptions } from './alarms/alarms.ts';
import type { FrontDoorOptions } from './door.ts';
import type { ImageTools } from './image-project.ts';
import type { RepositoryKind } from './repositories/repository.ts';
import type { TargetKind } from './targets/target.ts';
import type { TrainingKind } from './training/training.ts';
import type { TrainingBudget } from './training-budget.ts';
import type { WorkloadSource } from './workload.ts';

export interface ModelDeliveryProps {
  /** Name of the pipeline, `name` in `signalbox.yaml`: 2 to 31 of a-z, 0-9 and -, starting with a letter and not ending with -pull-request. */
  pipelineName: string;
  /** The code that new data is trained with. */
  workload: WorkloadSource;
  /**
   * Where the workload's code lives: a push is tested, trained and released, a pull request judged and answered.
   * @default none: runs begin with new data, a schedule, drift or a command, and train the workload given above
   */
  repository?: RepositoryKind;
  /**
   * When to train again by the clock, in the time zone of the expression:
   * `ScheduleExpression.cron({ hour: '4', minute: '0', timeZone: TimeZone.EUROPE_BERLIN })`.
   * @default never by the clock
   */
  schedule?: scheduler.ScheduleExpression;
  /**
   * Alarms of your monitoring that mean the model drifts: as one of them goes off, it is trained again.
   * @default none
   */
  driftAlarms?: cloudwatch.IAlarm[];
  /**
   * What runs of pull requests may do.
   * @default they train on files of the workload, and read nothing of the data bucket
   */
  pullRequests?: PullRequestOptions;
  /**
   * Token, as plain text, with which the checks of what was pushed upload coverage to Codecov. No pull request's build has it.
   * @default coverage stays in CodeBuild's reports
   */
  codecovToken?: secretsmanager.ISecret;
  /**
   * What images are built with, where you keep copies of it.
   * @default BuildKit and its scanner as their publishers and mirrors hand them out
   */
  imageTools?: ImageTools;
  /**
   * How candidates are trained.
   * @default Training.codeBuild(), a build container with 4 processors and 7 GB of memory
   */
  training?: TrainingKind;
  /**
   * What training may cost, whatever policies allow: pull requests bring their own. Deliveries and pull requests are counted apart.
   * @default as each policy says
   */
  trainingBudget?: TrainingBudget;
  /**
   * A budget of AWS Budgets that tells the topic `notifications.events` what the account, or a tag of it, costs.
   * @default none
   */
  accountBudget?: AccountBudgetOptions;
  /**
   * Where models serve.
   * @default Target.lambdaAlias(), a Lambda function behind the alias `production`
   */
  target?: TargetKind;
  /**
   * A router function in front of the model, with an address of its own that callers sign for. A mirrored shadow on Lambda and a
   * test by user need one.
   * @default none: callers invoke the alias or the endpoint itself
   */
  frontDoor?: boolean | FrontDoorOptions;
  /**
   * Processor of the pipeline's own functions; that of the served model is the target's.
   * @default x86_64
   */
  architecture?: lambda.Architecture;
  /**
   * Who is told by e-mail that runs of code begin, how all runs end and of dead letters, and is asked for approvals; each address
   * must confirm its subscription.
   * @default nobody: subscribe to the topics `notifications.events` and `notifications.approvals` yourself
   */
  notificationEmails?: string[];
  /**
   * From where on people are told that something is too much or too late, and of what they are not told.
   * @default every alarm of docs/runbook.md; data may come whenever it likes
   */
  alarms?: AlarmOptions;
  /**
   * A dashboard in CloudWatch: alarms, runs, queues, functions and what serves. The first three of an account are free, each further
   * one costs $3 a month.
   * @default true
   */
  dashboard?: boolean;
  /**
   * How long logs of functions, builds and machines are kept. Records of runs and releases are no logs and stay.
   * @default three months
   */
  logRetention?: logs.RetentionDays;
  /**
   * What happens to buckets, images, logs, dead letters and the role of what serves when the pipeline is taken out of the stack.
   * @default RETAIN: data, releases and their evidence outlive the stack, and what serves goes on
   */
  removalPolicy?: RemovalPolicy;
  /**
   * Key for buckets, queues, topics and builds; its policy must let IAM policies of this account decide and, where the key is
   * imported, CloudWatch, EventBridge and SNS use it. Several pipelines may share one.
   * @default buckets and queues under keys that S3 and SQS manage, which are free; topics and builds under a new key, which is rotated
   * every year and costs a dollar a month: nothing of AWS's own can be granted to CloudWatch, and alarms would never arrive
   */
  encryptionKey?: kms.IKey;
  /**
   * `aws-managed` goes without any key of KMS, which saves a dollar a month: buckets, queues, images and logs are under keys that their
   * services manage, builds under CodeBuild's. Topics are under none, since under SNS's own (`alias/aws/sns`) alarms would never arrive: what
   * they carry names runs, versions and metrics, and holds no data. Together with `encryptionKey` it is refused.
   * @default topics and builds under a key: `encryptionKey`, or a new one
   */
  encryption?: 'aws-managed';
  /**
   * Key that signs the manifest of every release, of the kind `KeySpec.ECC_NIST_P256` with `KeyUsage.SIGN_VERIFY`.
   * @default releases are chained by their hashes, and not signed
   */
  signingKey?: kms.IKey;
}

export interface PullRequestOptions {
  /**
   * Lets pull requests read the drops of this pipeline, for `pullRequest.data: champion` in `signalbox.yaml`. Whoever may open
   * a pull request can then see that data: their code trains on it.
   * @default false
   */
  productionData?: boolean;
}

/** @throws InputError `pipeline-name-invalid`, `no-effect`, `data-to-strangers` */
export function checked(props: ModelDeliveryProps): ModelDeliveryProps {
  const { pipelineName, repository, pullRequests } = props;
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(pipelineName))
    throw new InputError(
      'pipeline-name-invalid',
      `ModelDelivery: pipelineName: got ${JSON.stringify(pipelineName)}; allowed: 2 to 31 of a-z, 0-9 and -, starting with a letter`,
    );
  if (pipelineName.endsWith('-pull-request'))
    throw new InputError(
      'pipeline-name-invalid',
      `ModelDelivery: pipelineName: got ${pipelineName}; the images of pull requests of ${pipelineName.slice(0, -'-pull-request'.length)} have that name: choose another ending`,
    );
  if (props.encryption === 'aws-managed' && props.encryptionKey)
    throw new InputError(
      'no-effect',
      "ModelDelivery: encryption: 'aws-managed' goes without a key, and encryptionKey names one: choose one of the two",
    );
  if (pullRequests?.productionData && !repository)
    throw new InputError(
      'no-effect',
      'ModelDelivery: pullRequests.productionData has no effect without a repository, which pull requests come from',
    );
  if (pullRequests?.productionData && repository?.runsForks)
    throw new InputError(
      'data-to-strangers',
      "ModelDelivery: pullRequests.productionData with forks: 'run' would hand your data to anybody's code; choose one of the two",
    );
  return props;
}
