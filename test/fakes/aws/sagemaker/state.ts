import type {
  CreateEndpointConfigInput,
  CreateModelInput,
  DeploymentConfig,
  DescribeEndpointOutput,
  EndpointStatus,
  ProductionVariantServerlessConfig,
  Tag,
  VariantStatus,
} from '@aws-sdk/client-sagemaker';
import type { Troubled } from '../under-fault.ts';

export interface Variant {
  name: string;
  model: string;
  instanceType: string | undefined;
  weight: number;
  desiredWeight: number;
  /** Instances; undefined for a serverless variant. */
  count: number | undefined;
  desiredCount: number | undefined;
  serverless: { current: ProductionVariantServerlessConfig; desired: ProductionVariantServerlessConfig } | undefined;
  status: { status: VariantStatus; message: string; sinceMs: number } | undefined;
}

export interface Fleet {
  configName: string;
  variants: Variant[];
  shadows: Variant[];
  dataCapture: CreateEndpointConfigInput['DataCaptureConfig'];
}

/** One step of a deployment: what its variants say, how long, and the traffic of the new fleet from its beginning on. */
export interface Stage {
  status: VariantStatus;
  message: string;
  seconds: number;
  greenPercent: number;
}

export interface Deployment {
  /** Timers name it: those of a deployment that is over mean nothing. */
  id: string;
  kind: 'create' | 'config' | 'weights' | 'system' | 'delete';
  startedMs: number;
  /** The new fleet of `create` and `config`. */
  green: Fleet | undefined;
  /** The variants as they were before `weights`. */
  before: { variants: Variant[]; shadows: Variant[] } | undefined;
  config: DeploymentConfig | undefined;
  stages: Stage[];
  stage: number;
  stageMs: number;
  greenPercent: number;
  troubled: Troubled | undefined;
  rollingBack: boolean;
}

export interface Endpoint {
  name: string;
  status: EndpointStatus;
  configName: string;
  /** What serves; undefined until it was created. */
  fleet: Fleet | undefined;
  /** What is left of a new fleet after `UpdateRollbackFailed`, and its share of the traffic. */
  leftover: { fleet: Fleet; percent: number } | undefined;
  deployment: Deployment | undefined;
  lastDeploymentConfig: DeploymentConfig | undefined;
  failureReason: string | undefined;
  createdMs: number;
  modifiedMs: number;
}

/** As EventBridge would deliver it. */
export interface EndpointEvent {
  id: string;
  source: 'aws.sagemaker';
  'detail-type': 'SageMaker Endpoint State Change' | 'SageMaker Endpoint Deployment State Change';
  time: string;
  resources: string[];
  detail: Record<string, unknown> & { EndpointName: string; EndpointStatus: string; EndpointConfigName: string };
}

export interface SageMakerSettings {
  createSeconds: number;
  /** Until a new fleet or more instances can serve. */
  updateSeconds: number;
  /** Until weights alone have changed; AWS publishes no number. */
  weightsSeconds: number;
  activateSeconds: number;
  rollbackSeconds: number;
  deleteSeconds: number;
  /** How many looks after a change of an endpoint still see it as it was before. */
  staleReads: number;
  /** How many creations and updates of an endpoint do not yet find a configuration that is new. */
  staleConfigReads: number;
  /** How often EventBridge delivers an event. */
  eventCopies: number;
  /** Instances that the account may have at once, the second fleet of an update included. */
  instanceQuota: number;
}

export interface SageMakerState {
  settings: SageMakerSettings;
  models: Record<string, CreateModelInput & { createdMs: number }>;
  configs: Record<string, CreateEndpointConfigInput & { createdMs: number; unseen: number }>;
  endpoints: Record<string, Endpoint>;
  stale: Record<string, { left: number; seen: DescribeEndpointOutput | undefined }>;
  tags: Record<string, Tag[]>;
  events: EndpointEvent[];
  /** What comes of the next deployments, in their order. */
  troubles: Array<Troubled | undefined>;
  /** Configurations and models that were deleted while an endpoint needed them. */
  deletedInUse: Array<{
    endpoint: string;
    kind: 'config' | 'model';
    name: string;
    whileDeploying: boolean;
    at: string;
  }>;
  nextId: number;
}

export function emptySageMaker(settings: Partial<SageMakerSettings> = {}): SageMakerState {
  const usual: SageMakerSettings = {
    createSeconds: 300,
    updateSeconds: 300,
    weightsSeconds: 30,
    activateSeconds: 10,
    rollbackSeconds: 60,
    deleteSeconds: 30,
    staleReads: 0,
    staleConfigReads: 0,
    eventCopies: 1,
    instanceQuota: Number.POSITIVE_INFINITY,
  };
  const none = { models: {}, configs: {}, endpoints: {}, stale: {}, tags: {}, events: [], troubles: [] };
  return { settings: { ...usual, ...settings }, ...none, deletedInUse: [], nextId: 1 };
}
