import type { ProductionVariant, VariantPropertyType } from '@aws-sdk/client-sagemaker';
import type { Fleet, SageMakerState, Variant } from './state.ts';

type Config = SageMakerState['configs'][string];

/** The fleet that a configuration describes, not launched yet. */
export function fleetOf({ EndpointConfigName: configName = '', ...config }: Config): Fleet {
  return {
    configName,
    variants: (config.ProductionVariants ?? []).map(variantOf),
    shadows: (config.ShadowProductionVariants ?? []).map(variantOf),
    dataCapture: config.DataCaptureConfig,
  };
}

function variantOf(told: ProductionVariant): Variant {
  const weight = told.InitialVariantWeight ?? 1;
  const serverless = told.ServerlessConfig;
  return {
    name: told.VariantName ?? '',
    model: told.ModelName ?? '',
    instanceType: told.InstanceType,
    weight,
    desiredWeight: weight,
    count: serverless ? undefined : 0,
    desiredCount: serverless ? undefined : (told.InitialInstanceCount ?? 1),
    serverless: serverless && { current: serverless, desired: serverless },
    status: undefined,
  };
}

/** What RetainAllVariantProperties keeps of the variants that have a namesake in the old fleet, unless it is excluded. */
export function retain(fleet: Fleet, old: Fleet, excluded: VariantPropertyType[]): void {
  for (const variant of [...fleet.variants, ...fleet.shadows]) {
    const before = [...old.variants, ...old.shadows].find(({ name }) => name === variant.name);
    if (!before) continue;
    if (!excluded.includes('DesiredWeight')) {
      variant.weight = before.desiredWeight;
      variant.desiredWeight = before.desiredWeight;
    }
    const counted = variant.desiredCount !== undefined && before.desiredCount !== undefined;
    if (counted && !excluded.includes('DesiredInstanceCount')) variant.desiredCount = before.desiredCount;
  }
  if (!excluded.includes('DataCaptureConfig')) fleet.dataCapture = old.dataCapture;
}

/** Everything that was asked for is there. */
export function settle(fleet: Fleet): void {
  for (const variant of [...fleet.variants, ...fleet.shadows]) {
    variant.weight = variant.desiredWeight;
    variant.count = variant.desiredCount;
    variant.status = undefined;
    if (variant.serverless) variant.serverless.current = variant.serverless.desired;
  }
}

export function instancesOf(fleet: Fleet | undefined): number {
  return [...(fleet?.variants ?? []), ...(fleet?.shadows ?? [])].reduce((sum, one) => sum + (one.desiredCount ?? 0), 0);
}

/** Who gets the requests of an endpoint. */
export interface Arm {
  config: string;
  variant: string;
  model: string;
  /** Of 1; for a shadow, the share of the requests that are copied to it. */
  share: number;
  shadow: boolean;
}

/** Weights of a fleet that gets `percent` of the traffic as shares of the whole. */
export function armsOf(fleet: Fleet, percent: number): Arm[] {
  const sum = fleet.variants.reduce((total, { weight }) => total + weight, 0);
  const share = (weight: number) => (sum > 0 ? ((weight / sum) * percent) / 100 : 0);
  const arm = ({ name, model, weight }: Variant, shadow: boolean): Arm => ({
    config: fleet.configName,
    variant: name,
    model,
    share: shadow ? Math.min(1, sum > 0 ? weight / sum : 0) * (percent / 100) : share(weight),
    shadow,
  });
  return [...fleet.variants.map((one) => arm(one, false)), ...fleet.shadows.map((one) => arm(one, true))];
}
