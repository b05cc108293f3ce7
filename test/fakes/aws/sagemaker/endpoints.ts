import type {
  CreateEndpointInput,
  DesiredWeightAndCapacity,
  UpdateEndpointInput,
  UpdateEndpointWeightsAndCapacitiesInput,
} from '@aws-sdk/client-sagemaker';
import { clone } from '../clone.ts';
import type { Troubled } from '../under-fault.ts';
import { arnOf, type SageMakerContext } from './context.ts';
import { begin } from './deploy.ts';
import { fleetOf, instancesOf, retain } from './fleet.ts';
import { checkDeploymentConfig, planOf } from './plan.ts';
import {
  alreadyExists,
  inProgress,
  invalid,
  notFound,
  notUpdatable,
  overQuota,
  sameConfig,
  stillScalable,
} from './refusals.ts';
import type { Endpoint, Fleet, Stage, Variant } from './state.ts';

type Named = { EndpointName?: string };

const idle = ['InService', 'OutOfService', 'Failed', 'UpdateRollbackFailed'];

/** The calls that change an endpoint; each is refused at once or begins what timers end. */
export const endpointOperations = {
  CreateEndpoint: (context: SageMakerContext, input: CreateEndpointInput, troubled?: Troubled) => {
    const { state, nowMs } = context;
    const { EndpointName: name = '', EndpointConfigName = '' } = input;
    if (state.endpoints[name]) throw alreadyExists('endpoint', name);
    const green = fleetOf(foundConfig(context, EndpointConfigName));
    checkQuota(context, instancesOf(green));
    const times = { createdMs: nowMs, modifiedMs: nowMs };
    const none = { fleet: undefined, leftover: undefined, deployment: undefined, failureReason: undefined };
    const endpoint: Endpoint = {
      ...{ name, status: 'Creating', configName: EndpointConfigName, lastDeploymentConfig: input.DeploymentConfig },
      ...none,
      ...times,
    };
    state.endpoints[name] = endpoint;
    const EndpointArn = arnOf('endpoint', name);
    state.tags[EndpointArn] = input.Tags ?? [];
    const stages = planOf(green, undefined, { ...state.settings, updateSeconds: state.settings.createSeconds });
    begin(context, endpoint, { kind: 'create', green, stages }, troubled);
    return { EndpointArn };
  },

  UpdateEndpoint: (context: SageMakerContext, input: UpdateEndpointInput, troubled?: Troubled) => {
    const { EndpointName: name = '', EndpointConfigName = '' } = input;
    const endpoint = idleEndpoint(context, name);
    const old = endpoint.fleet;
    if (endpoint.status === 'Failed' || !old) throw notUpdatable(name, 'InService or OutOfService');
    const green = fleetOf(foundConfig(context, EndpointConfigName));
    if (endpoint.status === 'InService' && endpoint.configName === EndpointConfigName)
      throw sameConfig(EndpointConfigName);
    const excluded = (input.ExcludeRetainedVariantProperties ?? []).flatMap((one) => one.VariantPropertyType ?? []);
    if (excluded.length > 0 && !input.RetainAllVariantProperties)
      throw invalid('ExcludeRetainedVariantProperties needs RetainAllVariantProperties to be true.');
    if (input.RetainAllVariantProperties) retain(green, old, excluded);
    const scalable = removedOrRetyped(old, green).filter((variant) => context.scalable(name).includes(variant));
    if (scalable.length > 0) throw stillScalable(scalable);
    const config = input.RetainDeploymentConfig ? endpoint.lastDeploymentConfig : input.DeploymentConfig;
    if (config) checkDeploymentConfig(config, green, old);
    checkQuota(context, instancesOf(green));
    begin(
      context,
      endpoint,
      { kind: 'config', green, config, stages: planOf(green, config, context.state.settings) },
      troubled,
    );
    return { EndpointArn: arnOf('endpoint', name) };
  },

  UpdateEndpointWeightsAndCapacities: (
    context: SageMakerContext,
    input: UpdateEndpointWeightsAndCapacitiesInput,
    troubled?: Troubled,
  ) => {
    const { EndpointName: name = '', DesiredWeightsAndCapacities: desired = [] } = input;
    const endpoint = idleEndpoint(context, name);
    const { fleet } = endpoint;
    if (endpoint.status !== 'InService' || !fleet) throw notUpdatable(name, 'InService');
    const { variants, shadows } = clone(fleet);
    const changed = clone(fleet);
    for (const one of desired) want([...changed.variants, ...changed.shadows], one);
    if (changed.variants.every(({ desiredWeight }) => desiredWeight === 0))
      throw invalid('The weights of the production variants add up to 0.');
    const more = instancesOf(changed) - instancesOf(fleet);
    checkQuota(context, more);
    const { updateSeconds, weightsSeconds } = context.state.settings;
    const grows = [...changed.variants, ...changed.shadows].some((one) => (one.desiredCount ?? 0) > (one.count ?? 0));
    const updating: Stage = {
      status: 'Updating',
      message: '',
      seconds: grows ? updateSeconds : weightsSeconds,
      greenPercent: 0,
    };
    endpoint.fleet = changed;
    for (const one of [...changed.variants, ...changed.shadows]) mark(one, context.nowMs);
    begin(context, endpoint, { kind: 'weights', before: { variants, shadows }, stages: [updating] }, troubled);
    return { EndpointArn: arnOf('endpoint', name) };
  },

  DeleteEndpoint: (context: SageMakerContext, { EndpointName = '' }: Named, troubled?: Troubled) => {
    const endpoint = idleEndpoint(context, EndpointName);
    const seconds = context.state.settings.deleteSeconds;
    const deleting: Stage = { status: 'Deleting', message: '', seconds, greenPercent: 0 };
    begin(context, endpoint, { kind: 'delete', stages: [deleting] }, troubled);
  },
};

function idleEndpoint({ state }: SageMakerContext, name: string): Endpoint {
  const endpoint = state.endpoints[name];
  if (!endpoint) throw notFound('endpoint', name);
  if (!idle.includes(endpoint.status)) throw inProgress(name);
  return endpoint;
}

/** CreateEndpoint's reference: a configuration that is new may not be found yet, since it is read eventually consistently. */
function foundConfig({ state }: SageMakerContext, name: string) {
  const config = state.configs[name];
  if (!config) throw notFound('endpoint-config', name);
  if (config.unseen > 0) {
    config.unseen -= 1;
    throw notFound('endpoint-config', name);
  }
  return config;
}

function removedOrRetyped(old: Fleet, green: Fleet): string[] {
  const kept = (one: Variant) =>
    green.variants.some(({ name, instanceType }) => name === one.name && instanceType === one.instanceType);
  return old.variants.filter((one) => !kept(one)).map(({ name }) => name);
}

function checkQuota({ state }: SageMakerContext, asked: number): void {
  const fleets = Object.values(state.endpoints).flatMap(({ fleet, deployment }) => [fleet, deployment?.green]);
  const used = fleets.reduce((sum, fleet) => sum + instancesOf(fleet), 0);
  const { instanceQuota } = state.settings;
  if (asked > 0 && used + asked > instanceQuota) throw overQuota(instanceQuota, used, asked);
}

function want(variants: Variant[], told: DesiredWeightAndCapacity): void {
  const variant = variants.find(({ name }) => name === told.VariantName);
  if (!variant) throw invalid(`Could not find variant "${told.VariantName}".`);
  const { DesiredWeight, DesiredInstanceCount, ServerlessUpdateConfig } = told;
  if (DesiredWeight !== undefined) variant.desiredWeight = DesiredWeight;
  if (DesiredInstanceCount !== undefined) {
    if (variant.serverless || DesiredInstanceCount < 1)
      throw invalid(`${told.VariantName} cannot have ${DesiredInstanceCount} instances.`);
    variant.desiredCount = DesiredInstanceCount;
  }
  if (!ServerlessUpdateConfig) return;
  if (!variant.serverless) throw invalid(`${told.VariantName} is not serverless.`);
  variant.serverless.desired = { ...variant.serverless.desired, ...ServerlessUpdateConfig };
}

function mark(variant: Variant, nowMs: number): void {
  const scales = variant.desiredCount !== variant.count;
  const changes = scales || variant.desiredWeight !== variant.weight;
  const message = scales ? `Scaling desired instance count to ${variant.desiredCount}.` : 'Updating the weight.';
  variant.status = changes ? { status: 'Updating', message, sinceMs: nowMs } : undefined;
}
