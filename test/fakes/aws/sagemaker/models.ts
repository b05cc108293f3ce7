import type { CreateEndpointConfigInput, CreateModelInput } from '@aws-sdk/client-sagemaker';
import { arnOf, type SageMakerContext } from './context.ts';
import { alreadyExists, invalid, notFound } from './refusals.ts';

/** Models and endpoint configurations: names with content that never changes. Deleting what an endpoint needs is allowed. */
export const contentOperations = {
  CreateModel: ({ state, nowMs }: SageMakerContext, { Tags, ...input }: CreateModelInput) => {
    const { ModelName = '' } = input;
    if (state.models[ModelName]) throw alreadyExists('model', ModelName);
    state.models[ModelName] = { ...input, createdMs: nowMs };
    const ModelArn = arnOf('model', ModelName);
    state.tags[ModelArn] = Tags ?? [];
    return { ModelArn };
  },
  DescribeModel: ({ state }: SageMakerContext, { ModelName = '' }: { ModelName?: string }) => {
    const found = state.models[ModelName];
    if (!found) throw notFound('model', ModelName);
    const { createdMs, ...model } = found;
    return { ...model, ModelArn: arnOf('model', ModelName), CreationTime: new Date(createdMs) };
  },
  DeleteModel: (context: SageMakerContext, { ModelName = '' }: { ModelName?: string }) => {
    if (!context.state.models[ModelName]) throw notFound('model', ModelName);
    noteDeletion(context, 'model', ModelName);
    delete context.state.models[ModelName];
    delete context.state.tags[arnOf('model', ModelName)];
  },
  CreateEndpointConfig: ({ state, nowMs }: SageMakerContext, { Tags, ...input }: CreateEndpointConfigInput) => {
    const { EndpointConfigName: name = '' } = input;
    if (state.configs[name]) throw alreadyExists('endpoint-config', name);
    checkConfig(state.models, input);
    state.configs[name] = { ...input, createdMs: nowMs, unseen: state.settings.staleConfigReads };
    const EndpointConfigArn = arnOf('endpoint-config', name);
    state.tags[EndpointConfigArn] = Tags ?? [];
    return { EndpointConfigArn };
  },
  DescribeEndpointConfig: (
    { state }: SageMakerContext,
    { EndpointConfigName: name = '' }: { EndpointConfigName?: string },
  ) => {
    const found = state.configs[name];
    if (!found) throw notFound('endpoint-config', name);
    const { createdMs, unseen: _, ...config } = found;
    return { ...config, EndpointConfigArn: arnOf('endpoint-config', name), CreationTime: new Date(createdMs) };
  },
  DeleteEndpointConfig: (
    context: SageMakerContext,
    { EndpointConfigName: name = '' }: { EndpointConfigName?: string },
  ) => {
    if (!context.state.configs[name]) throw notFound('endpoint-config', name);
    noteDeletion(context, 'config', name);
    delete context.state.configs[name];
    delete context.state.tags[arnOf('endpoint-config', name)];
  },
};

/** What the developer guide says beyond the model. Throws a ValidationException. */
function checkConfig(models: SageMakerContext['state']['models'], input: CreateEndpointConfigInput): void {
  const { ProductionVariants: variants = [], ShadowProductionVariants: shadows = [] } = input;
  const all = [...variants, ...shadows];
  const names = all.map(({ VariantName }) => VariantName);
  if (new Set(names).size < names.length) throw invalid(`Variant names must be unique, got ${names.join(', ')}.`);
  if (shadows.length > 0 && (shadows.length > 1 || variants.length > 1))
    throw invalid('With a shadow variant there are one production variant and one shadow variant.');
  if (all.some((one) => one.ServerlessConfig) && (all.length > 1 || input.DataCaptureConfig))
    throw invalid('Serverless endpoints have one production variant and no data capture.');
  for (const { VariantName, ModelName = '', ServerlessConfig, InstanceType, InitialInstanceCount } of all) {
    if (!models[ModelName]) throw notFound('model', ModelName);
    if (ServerlessConfig ? InstanceType : !InstanceType || !InitialInstanceCount)
      throw invalid(`${VariantName} needs InstanceType and InitialInstanceCount, or else ServerlessConfig.`);
  }
  const weight = variants.reduce((sum, { InitialVariantWeight = 1 }) => sum + InitialVariantWeight, 0);
  if (weight <= 0) throw invalid('The weights of the production variants add up to 0.');
}

function noteDeletion({ state, nowMs }: SageMakerContext, kind: 'config' | 'model', name: string): void {
  for (const { name: endpoint, status, fleet, deployment, leftover } of Object.values(state.endpoints)) {
    if (status === 'Failed' || status === 'Deleting') continue;
    const needs = [fleet, deployment?.green, leftover?.fleet].some((one) =>
      kind === 'config'
        ? one?.configName === name
        : [...(one?.variants ?? []), ...(one?.shadows ?? [])].some((v) => v.model === name),
    );
    const at = new Date(nowMs).toISOString();
    if (needs) state.deletedInUse.push({ endpoint, kind, name, whileDeploying: deployment !== undefined, at });
  }
}
