import {
  DescribeEndpointCommand,
  type DescribeEndpointOutput,
  type EndpointStatus,
  type ProductionVariantSummary,
} from '@aws-sdk/client-sagemaker';
import { noRoute, type Route } from '../../../core/rollout/traffic.ts';
import type { SageMakerSend } from '../../clients.ts';
import { absent } from '../../sagemaker-errors.ts';
import type { LiveVariant } from './live-variant.ts';
import { readVariantName } from './names.ts';
import { routeOfVariants } from './route.ts';

/** What DescribeEndpoint says, in our words. */
export interface LiveEndpoint {
  /** As SageMaker told it; undefined: there is no endpoint. */
  told: DescribeEndpointOutput | undefined;
  status: EndpointStatus | 'Absent';
  configName: string;
  production: LiveVariant[];
  shadows: LiveVariant[];
  /** Of traffic as it is now. */
  route: Route;
  /** In words; absent: it may be changed. */
  pending?: string | undefined;
  /** By its configuration or its variants somebody else's. */
  foreign: boolean;
}

/** Statuses in which SageMaker refuses every change. */
const busy: EndpointStatus[] = ['Creating', 'Updating', 'SystemUpdating', 'RollingBack', 'Deleting'];

const nothing: LiveEndpoint = {
  told: undefined,
  status: 'Absent',
  configName: '',
  production: [],
  shadows: [],
  route: noRoute,
  foreign: false,
};

export function isBusyStatus(status: LiveEndpoint['status']): boolean {
  return busy.includes(status as EndpointStatus);
}

/** Statuses that nothing but a call of ours will end. */
export function isBroken({ status }: LiveEndpoint): boolean {
  return status === 'Failed' || status === 'OutOfService' || status === 'UpdateRollbackFailed';
}

export async function describe(
  client: SageMakerSend,
  EndpointName: string,
): Promise<DescribeEndpointOutput | undefined> {
  return client.send(new DescribeEndpointCommand({ EndpointName })).catch(absent);
}

/** `configPrefix`: how names of our own configurations begin. */
export function liveEndpoint(told: DescribeEndpointOutput | undefined, configPrefix: string): LiveEndpoint {
  if (told === undefined) return nothing;
  const { EndpointStatus: status = 'Failed', EndpointConfigName: configName = '' } = told;
  const production = ours(told.ProductionVariants);
  const shadows = ours(told.ShadowProductionVariants);
  const summaries = (told.ProductionVariants ?? []).length + (told.ShadowProductionVariants ?? []).length;
  const foreign = !configName.startsWith(configPrefix) || production.length + shadows.length < summaries;
  const serves = status !== 'Creating' && status !== 'Deleting' && production.length > 0;
  const pending = inWords(told);
  return {
    told,
    status,
    configName,
    production,
    shadows,
    route: foreign ? theirs(told) : serves ? routeOfVariants(production, shadows) : noRoute,
    ...(pending === undefined ? {} : { pending }),
    foreign,
  };
}

function ours(told: ProductionVariantSummary[] = []): LiveVariant[] {
  return told.flatMap(({ VariantName: name = '', CurrentWeight = 0, DesiredInstanceCount }) => {
    const read = readVariantName(name);
    return read ? [{ name, ...read, weight: CurrentWeight, count: DesiredInstanceCount ?? null }] : [];
  });
}

/** A route that equals none of ours, and says what is there. */
function theirs({ EndpointConfigName, ProductionVariants = [] }: DescribeEndpointOutput): Route {
  const shares = ProductionVariants.map(({ VariantName, CurrentWeight }) => `${VariantName}=${CurrentWeight}`);
  return { ...noRoute, stable: `unknown:${EndpointConfigName}:${shares.join(',')}` };
}

/** What is under way or wrong; undefined: nothing. */
export function inWords(told: DescribeEndpointOutput): string | undefined {
  const { EndpointStatus: status, EndpointConfigName: config, PendingDeploymentSummary: next, FailureReason } = told;
  if (next !== undefined) return `${status}: to ${next.EndpointConfigName} since ${next.StartTime?.toISOString()}`;
  if (status !== 'InService') return FailureReason ? `${status}: ${FailureReason}` : `${status}`;
  const all = [...(told.ProductionVariants ?? []), ...(told.ShadowProductionVariants ?? [])];
  const moving = all.filter((one) => !isSettled(one)).map(({ VariantName }) => VariantName);
  return moving.length > 0 ? `${config}: ${moving.join(', ')} not yet as asked for` : undefined;
}

export function isSettled(told: ProductionVariantSummary): boolean {
  const { CurrentWeight, DesiredWeight, CurrentInstanceCount, DesiredInstanceCount } = told;
  return CurrentWeight === DesiredWeight && CurrentInstanceCount === DesiredInstanceCount;
}
