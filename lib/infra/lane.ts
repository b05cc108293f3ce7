import type {
  aws_codebuild as codebuild,
  aws_ecr as ecr,
  aws_lambda as lambda,
  aws_logs as logs,
  RemovalPolicy,
  aws_secretsmanager as secretsmanager,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { BudgetLimits } from '../core/cost/paid-training.ts';
import { environment } from '../core/environment.ts';
import type { TargetFacts } from '../core/rollout/target-facts.ts';
import type { FunctionName } from '../core/step-io.ts';
import { checksProject } from './checks-project.ts';
import { FrontDoor, type FrontDoorOptions } from './door.ts';
import { type ImageTools, imageProject } from './image-project.ts';
import { imageRepository } from './images.ts';
import type { Names } from './names.ts';
import type { Notifications } from './notifications.ts';
import { BuildProject, type BuildProjectOptions } from './projects.ts';
import type { RepositoryKind } from './repositories/repository.ts';
import { StepFunction } from './step-function.ts';
import { grantNeeds } from './step-grants.ts';
import { ofPullRequest, type StepNeeds, stepNeeds } from './step-needs.ts';
import type { Functions } from './steps.ts';
import type { Storage } from './storage.ts';
import type { BoundTarget, TargetKind } from './targets/target.ts';
import type { BoundTraining, TrainingKind } from './training/training.ts';

/** What both lanes of a pipeline share. */
export interface LanePlace {
  names: Names;
  storage: Storage;
  notifications: Notifications;
  intakeQueue: sqs.IQueue;
  repository: RepositoryKind | undefined;
  /** Whether pull requests may read the data bucket. */
  productionData: boolean;
  /** For the checks of what is pushed; a pull request's code never meets it. */
  codecovToken: secretsmanager.ISecret | undefined;
  imageTools: ImageTools;
  target: TargetKind;
  /** Of the target and of what callers come through. */
  serves: TargetFacts;
  frontDoor: FrontDoorOptions | null;
  training: TrainingKind;
  /** Empty: the app limits nothing. */
  trainingBudget: BudgetLimits;
  architecture: lambda.Architecture;
  logRetention: logs.RetentionDays;
  removalPolicy: RemovalPolicy;
}

/**
 * Everything with which one machine proves candidates: images, projects, a training, a target, functions, each under roles of
 * its own. Delivery and PullRequest have one lane each, so that a pull request's code meets nothing of production.
 */
export class Lane extends Construct {
  readonly images: ecr.Repository;
  readonly projects: { checks: codebuild.IProject; image: codebuild.IProject };
  readonly training: BoundTraining;
  readonly target: BoundTarget;
  /** Null: callers invoke the target itself; nobody calls what a pull request tries. */
  readonly frontDoor: FrontDoor | null;
  /** Which runs this lane's machine and builds may touch: run ids begin with their trigger. */
  readonly runIds: '*' | 'pull-request-*';
  /** Every function that was made, by the step that it does. */
  readonly made: Partial<Functions> = {};
  private readonly machine: 'delivery' | 'pull_request';
  private readonly place: LanePlace;

  /** `championImages`: where a pull request finds the image of what serves. */
  constructor(
    scope: Construct,
    machine: 'delivery' | 'pull_request',
    place: LanePlace,
    championImages: ecr.IRepository[] = [],
  ) {
    super(scope, machine === 'delivery' ? 'DeliveryLane' : 'PullRequestLane');
    this.machine = machine;
    this.runIds = machine === 'delivery' ? '*' : 'pull-request-*';
    this.place = place;
    const { names, storage, removalPolicy, logRetention } = place;
    const { store } = storage;
    const grantStoreKey = storage.grantKey.bind(storage);
    this.images = imageRepository(this, machine, names.pipeline, removalPolicy);
    const common = {
      pipeline: names.pipeline,
      store,
      runIds: this.runIds,
      images: this.images,
      grantStoreKey,
      logRetention,
      removalPolicy,
    };
    this.target = place.target.bind(this, { ...common, machine, servableImages: [this.images, ...championImages] });
    this.frontDoor = this.door();
    const project = this.project.bind(this);
    this.projects = {
      // A pull request's code never meets a secret.
      checks: checksProject(project, machine, machine === 'delivery' ? place.codecovToken : undefined),
      // Nothing of a pull request is released, so its images need no papers.
      image: imageProject(project, {
        images: this.images,
        architecture: place.target.architecture,
        tools: place.imageTools,
        papers: machine === 'delivery' ? store : undefined,
      }),
    };
    this.training = place.training.bind(this, { ...common, project, architecture: place.target.architecture });
  }

  /** Makes the functions of some steps, each with what its step needs. */
  functions<Step extends FunctionName>(steps: readonly Step[], more: Record<string, string> = {}): Functions<Step> {
    return Object.fromEntries(steps.map((step) => [step, this.stepFunction(step, more)])) as Functions<Step>;
  }

  private stepFunction(step: FunctionName, more: Record<string, string>): lambda.Function {
    const { names, architecture, logRetention, removalPolicy, productionData } = this.place;
    const needs =
      this.machine === 'delivery' ? this.ofDelivery(step) : ofPullRequest(stepNeeds[step], { productionData });
    const { fn, role } = new StepFunction(this, step, {
      pipeline: names.pipeline,
      architecture,
      logRetention,
      removalPolicy,
      variables: { ...this.variables(needs), ...more },
    });
    grantNeeds(role, needs, { ...this.place, target: this.target, images: this.images });
    this.made[step] = fn;
    return fn;
  }

  private door(): FrontDoor | null {
    const { frontDoor } = this.place;
    if (this.machine === 'pull_request' || !frontDoor) return null;
    return new FrontDoor(this, frontDoor, (variables) => this.stepFunction('door', variables));
  }

  /** With a door, traffic moves where the door looks, and a promotion ends there. */
  private ofDelivery(step: FunctionName): StepNeeds {
    const needs = stepNeeds[step];
    const moves = needs.target?.some((use) => use === 'shift' || use === 'settle');
    const routes = this.frontDoor && moves ? ['routes/*'] : [];
    return { ...needs, writes: [...needs.writes, ...routes] };
  }

  private variables(needs: StepNeeds): Record<string, string> {
    const { names, storage, notifications, intakeQueue, repository, serves, training, trainingBudget } = this.place;
    const asks: Record<string, string> = needs.asksIntake ? { [environment.intakeQueueUrl]: intakeQueue.queueUrl } : {};
    if (needs.reads?.length === 0) return asks;
    return {
      ...asks,
      [environment.storeBucket]: storage.store.bucketName,
      [environment.dataBucket]: storage.data.bucketName,
      [environment.deliveryArn]: names.machineArn('delivery'),
      [environment.pullRequestArn]: names.machineArn('pull_request'),
      [environment.topicArn]: notifications.events.topicArn,
      [environment.approvalsTopicArn]: notifications.approvals.topicArn,
      [environment.repositoryUri]: this.images.repositoryUri,
      ...(needs.target ? this.target.variables : {}),
      ...(needs.target && this.frontDoor ? { [environment.doorFunction]: this.frontDoor.fn.functionName } : {}),
      ...(needs.pays ? { [environment.training]: JSON.stringify({ ...training.paid, budget: trainingBudget }) } : {}),
      ...(needs.fits ? { [environment.serves]: JSON.stringify(serves) } : {}),
      ...(needs.code ? repository?.variables : {}),
    };
  }

  private project(options: BuildProjectOptions): BuildProject {
    const { names, storage, notifications, logRetention, removalPolicy } = this.place;
    const { key } = notifications;
    return new BuildProject(
      this,
      { pipeline: names.pipeline, runIds: this.runIds, storage, key, logRetention, removalPolicy },
      options,
    );
  }
}
