import {
  type aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  RemovalPolicy,
  type aws_s3 as s3,
  type aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InputError } from '../core/errors.ts';
import { Lane } from './lane.ts';
import { Names } from './names.ts';
import { Notifications } from './notifications.ts';
import { PipelineMachines } from './pipeline-machines.ts';
import { Recovery } from './recovery.ts';
import { releasingSteps } from './steps.ts';
import { Storage } from './storage.ts';
import { Target } from './targets/factories.ts';
import type { TargetKind } from './targets/target.ts';
import { Training } from './training/factories.ts';
import type { TrainingKind } from './training/training.ts';
import { Triggers } from './triggers.ts';
import type { WorkloadSource } from './workload.ts';

export interface ModelDeliveryProps {
  /** Name of the pipeline, `name` in `signalbox.yaml`: 2 to 31 of a-z, 0-9 and -, starting with a letter. */
  pipelineName: string;
  /** The code that new data is trained with. */
  workload: WorkloadSource;
  /**
   * How candidates are trained.
   * @default Training.codeBuild(), a build container with 4 processors and 7 GB of memory
   */
  training?: TrainingKind;
  /**
   * Where models serve.
   * @default Target.lambdaAlias(), a Lambda function behind the alias `production`
   */
  target?: TargetKind;
  /**
   * Processor of the pipeline's own functions; that of the served model is the target's.
   * @default x86_64
   */
  architecture?: lambda.Architecture;
  /**
   * Who is told how runs end and is asked for approvals, by e-mail; each address must confirm its subscription.
   * @default nobody: subscribe to the topics `notifications.events` and `notifications.approvals` yourself
   */
  notificationEmails?: string[];
  /**
   * How long logs of functions, builds and machines are kept. Records of runs and releases are no logs and stay.
   * @default three months
   */
  logRetention?: logs.RetentionDays;
  /**
   * What happens to buckets, images, keys and logs when the pipeline is taken out of the stack.
   * @default RETAIN: releases and their evidence outlive the stack
   */
  removalPolicy?: RemovalPolicy;
  /**
   * Key for buckets, topics and builds; its policy must let IAM policies of this account decide.
   * @default buckets under keys that S3 manages; topics and builds under a new key, which is rotated every year
   */
  encryptionKey?: kms.IKey;
}

/**
 * A pipeline that turns new data into a proven, canaried release of a model, or takes it back, without a person.
 * What serves is made by the pipeline, never by this construct, so that no deployment moves traffic.
 */
export class ModelDelivery extends Construct {
  /** Records of runs, models and releases. */
  readonly store: s3.Bucket;
  /** Producers drop files here, under `incoming/<pipeline>/`. */
  readonly data: s3.Bucket;
  readonly notifications: Notifications;
  readonly machines: { delivery: sfn.StateMachine; pullRequest: sfn.StateMachine; rollout: sfn.StateMachine };

  constructor(scope: Construct, id: string, props: ModelDeliveryProps) {
    super(scope, id);
    const { pipelineName: pipeline, encryptionKey } = checked(props);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const logRetention = props.logRetention ?? logs.RetentionDays.THREE_MONTHS;
    const names = new Names(this, pipeline);
    const storage = new Storage(this, { encryptionKey, removalPolicy });
    const emails = props.notificationEmails ?? [];
    this.notifications = new Notifications(this, { pipeline, emails, encryptionKey, removalPolicy });
    const common = { names, storage, notifications: this.notifications, logRetention, removalPolicy };

    const kinds = {
      target: props.target ?? Target.lambdaAlias(),
      training: props.training ?? Training.codeBuild(),
      architecture: props.architecture ?? lambda.Architecture.X86_64,
    };
    const delivery = new Lane(this, 'delivery', { ...common, ...kinds });
    const pullRequest = new Lane(this, 'pull_request', { ...common, ...kinds }, [delivery.images]);
    const releasing = delivery.functions(releasingSteps);
    const lanes = { delivery, pull_request: pullRequest };
    const machines = new PipelineMachines(this, { ...common, lanes, releasing });

    const workload = props.workload.bind(this);
    const { intake } = delivery.functions(['intake'], workload.variables);
    if (intake.role) workload.grantRead(intake.role);
    new Triggers(this, { pipeline, data: storage.data, intake, removalPolicy });
    this.machines = {
      delivery: machines.delivery.machine,
      pullRequest: machines.pullRequest.machine,
      rollout: machines.rollout.machine,
    };
    new Recovery(this, { pipeline, recover: releasing.recover, machines: Object.values(this.machines), removalPolicy });
    this.store = storage.store;
    this.data = storage.data;
  }
}

function checked(props: ModelDeliveryProps): ModelDeliveryProps {
  if (/^[a-z][a-z0-9-]{1,30}$/.test(props.pipelineName)) return props;
  throw new InputError(
    'pipeline-name-invalid',
    `ModelDelivery: pipelineName: got ${JSON.stringify(props.pipelineName)}; allowed: 2 to 31 of a-z, 0-9 and -, starting with a letter`,
  );
}
