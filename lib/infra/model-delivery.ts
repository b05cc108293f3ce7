import {
  aws_lambda as lambda,
  aws_logs as logs,
  RemovalPolicy,
  type aws_s3 as s3,
  type aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { environment } from '../core/environment.ts';
import { refuseUnfit } from '../core/rollout/compatibility.ts';
import { AccountBudget } from './account-budget.ts';
import { Alarms } from './alarms/alarms.ts';
import { Dashboard } from './dashboard/dashboard.ts';
import type { FrontDoor, FrontDoorOptions } from './door.ts';
import { Lane, type LanePlace } from './lane.ts';
import { lettersOf } from './letters.ts';
import { checked, type ModelDeliveryProps } from './model-delivery-props.ts';
import { Names } from './names.ts';
import { Notifications } from './notifications.ts';
import { PipelineMachines } from './pipeline-machines.ts';
import { PlaceParameter } from './place-parameter.ts';
import { letServicesSend } from './queue.ts';
import { Recovery } from './recovery.ts';
import { signReleases } from './sign-releases.ts';
import { releasingSteps } from './steps.ts';
import { Storage } from './storage.ts';
import { Target } from './targets/factories.ts';
import type { BoundTarget } from './targets/target.ts';
import { Training } from './training/factories.ts';
import { checkedBudget } from './training-budget.ts';
import { IntakeQueue } from './triggers/intake-queue.ts';
import { Triggers } from './triggers/triggers.ts';

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
  readonly alarms: Alarms;
  /** Where GitHub is to send its webhooks; null where no repository on GitHub is connected. */
  readonly webhookUrl: string | null;
  /** What callers come through; null: they invoke the alias or the endpoint itself. */
  readonly frontDoor: FrontDoor | null;
  /** Address of the front door, for requests that are signed; null where there is none. */
  readonly invokeUrl: string | null;
  readonly machines: { delivery: sfn.StateMachine; pullRequest: sfn.StateMachine; rollout: sfn.StateMachine };

  constructor(scope: Construct, id: string, props: ModelDeliveryProps) {
    super(scope, id);
    const { pipelineName: pipeline, encryptionKey, repository } = checked(props);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const logRetention = props.logRetention ?? logs.RetentionDays.THREE_MONTHS;
    const names = new Names(this, pipeline);
    const storage = new Storage(this, { encryptionKey, removalPolicy });
    const emails = props.notificationEmails ?? [];
    const withoutKey = props.encryption === 'aws-managed';
    const notifications = new Notifications(this, { pipeline, emails, encryptionKey, withoutKey });
    if (props.accountBudget) new AccountBudget(this, props.accountBudget, notifications);
    const queues = { encryptionKey, removalPolicy };
    if (encryptionKey) letServicesSend(this, encryptionKey);
    const intake = new IntakeQueue(this, queues);
    const common = { names, storage, notifications, logRetention, removalPolicy };
    const lanes = this.lanes(props, { ...common, intakeQueue: intake.queue });
    const lane = lanes.delivery;
    const releasing = lane.functions(releasingSteps);
    if (props.signingKey) signReleases(releasing['cut-release'], props.signingKey);
    const machines = new PipelineMachines(this, { ...common, lanes, releasing });

    const triggers = new Triggers(this, {
      ...{ pipeline, data: storage.data, intake, lane, repository, notifications, place: queues },
      workload: props.workload.bind(this),
      schedule: props.schedule,
      driftAlarms: props.driftAlarms ?? [],
      productionData: props.pullRequests?.productionData ?? false,
      dataExpected: props.alarms?.dataWithin !== undefined,
    });
    this.machines = {
      delivery: machines.delivery.machine,
      pullRequest: machines.pullRequest.machine,
      rollout: machines.rollout.machine,
    };
    const all = [...Object.values(this.machines), machines.watch.machine];
    const { recover, operate } = releasing;
    const recovery = new Recovery(this, { pipeline, recover, machines: all, place: queues });
    const { target } = lane;
    const letters = lettersOf(intake, triggers, recovery);
    const parts = {
      letters,
      storage,
      machines,
      intake,
      triggers,
      recovery,
      operate,
      notifications,
      target,
      encryptionKey,
      removalPolicy,
    };
    this.frontDoor = lane.frontDoor;
    this.invokeUrl = lane.frontDoor?.url.url ?? null;
    new PlaceParameter(this, { pipeline, ...parts, frontDoor: lane.frontDoor, signingKey: props.signingKey });
    const watched = {
      pipeline,
      deadLetters: Object.fromEntries(letters.map(({ name, queue }) => [name, queue])),
      intakeQueue: intake.queue,
      functions: lane.made,
      pullRequestFunctions: lanes.pull_request.made,
      machines: [this.machines.delivery, this.machines.pullRequest],
    };
    this.alarms = new Alarms(this, { ...watched, topic: notifications.events }, props.alarms ?? {});
    if (props.dashboard ?? true)
      new Dashboard(this, { ...watched, alarms: Object.values(this.alarms.all), ...servedOf(target) });
    this.notifications = notifications;
    this.store = storage.store;
    this.data = storage.data;
    this.webhookUrl = triggers.repository?.webhookUrl ?? null;
  }

  private lanes(
    props: ModelDeliveryProps,
    common: Pick<LanePlace, 'names' | 'storage' | 'notifications' | 'intakeQueue' | 'logRetention' | 'removalPolicy'>,
  ): Record<'delivery' | 'pull_request', Lane> {
    const target = props.target ?? Target.lambdaAlias();
    const frontDoor = doorOf(props.frontDoor);
    const serves = { ...target.serves, door: frontDoor !== null };
    // A later push may bring another policy: Admit asks again.
    refuseUnfit(props.workload.policy(), serves, 'ModelDelivery');
    const training = props.training ?? Training.codeBuild();
    const place: LanePlace = {
      ...common,
      ...{ target, frontDoor, serves },
      repository: props.repository,
      productionData: props.pullRequests?.productionData ?? false,
      codecovToken: props.codecovToken,
      imageTools: props.imageTools ?? {},
      training,
      trainingBudget: checkedBudget(props.trainingBudget, training),
      architecture: props.architecture ?? lambda.Architecture.X86_64,
    };
    const delivery = new Lane(this, 'delivery', place);
    return { delivery, pull_request: new Lane(this, 'pull_request', place, [delivery.images]) };
  }
}

function doorOf(frontDoor: ModelDeliveryProps['frontDoor']): FrontDoorOptions | null {
  if (frontDoor === true) return {};
  return frontDoor || null;
}

/** Names of what serves, whether or not it exists yet. */
function servedOf({ variables }: BoundTarget): { servedFunction: string | null; endpoint: string | null } {
  const { [environment.servedFunction]: servedFunction = null, [environment.servedEndpoint]: endpoint = null } =
    variables;
  return { servedFunction, endpoint };
}
