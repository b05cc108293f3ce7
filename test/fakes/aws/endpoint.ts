import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  type ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import type { FakeSageMaker } from './sagemaker.ts';

/** A variant with two instances. */
export function variant(
  VariantName: string,
  ModelName: string,
  more: Partial<ProductionVariant> = {},
): ProductionVariant {
  return { VariantName, ModelName, InstanceType: 'ml.m5.large', InitialInstanceCount: 2, ...more };
}

/** Puts a model there, as somebody else would; none when there is one. */
export function putModel(sagemaker: FakeSageMaker, ModelName: string): void {
  if (sagemaker.state.models[ModelName]) return;
  const PrimaryContainer = { Image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/iris:${ModelName}` };
  const ExecutionRoleArn = 'arn:aws:iam::123456789012:role/served';
  sagemaker.apply(new CreateModelCommand({ ModelName, ExecutionRoleArn, PrimaryContainer }));
}

export function putConfig(sagemaker: FakeSageMaker, name: string, ...variants: ProductionVariant[]): void {
  for (const { ModelName = '' } of variants) putModel(sagemaker, ModelName);
  sagemaker.apply(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: variants }));
}

/** An endpoint that is in service with these variants, under a configuration of its own. */
export function putEndpoint(
  sagemaker: FakeSageMaker,
  name: string,
  config: string,
  ...variants: ProductionVariant[]
): void {
  putConfig(sagemaker, config, ...variants);
  sagemaker.apply(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: config }));
  sagemaker.clock.advance(sagemaker.state.settings.createSeconds);
  sagemaker.takeEvents();
}
