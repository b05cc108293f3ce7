/** What a CDK app imports. */

export type { AccountBudgetOptions } from './infra/account-budget.ts';
export type { AlarmOptions } from './infra/alarms/alarms.ts';
export type { AlarmId } from './infra/alarms/registry.ts';
export type { FrontDoor, FrontDoorOptions } from './infra/door.ts';
export type { ImageTools, MirroredImage } from './infra/image-project.ts';
export { ModelDelivery } from './infra/model-delivery.ts';
export type { ModelDeliveryProps, PullRequestOptions } from './infra/model-delivery-props.ts';
export type { CodeCommitOptions } from './infra/repositories/codecommit.ts';
export { Repository } from './infra/repositories/factories.ts';
export type { GitHubOptions } from './infra/repositories/github.ts';
export type { RepositoryKind } from './infra/repositories/repository.ts';
export { Target } from './infra/targets/factories.ts';
export type { LambdaAliasOptions } from './infra/targets/lambda-alias.ts';
export type { SageMakerEndpointOptions } from './infra/targets/sagemaker-endpoint.ts';
export type { SageMakerGuardrailsOptions } from './infra/targets/sagemaker-guardrails.ts';
export type {
  InstanceScaling,
  SageMakerInstanceOptions,
  ServerlessCapacity,
} from './infra/targets/sagemaker-options.ts';
export type { SageMakerServerlessOptions } from './infra/targets/sagemaker-serverless.ts';
export type { TargetKind } from './infra/targets/target.ts';
export { Training } from './infra/training/factories.ts';
export type { TrainingKind } from './infra/training/training.ts';
export type { TrainingBudget } from './infra/training-budget.ts';
export { type FolderOptions, Workload, type WorkloadSource } from './infra/workload.ts';
