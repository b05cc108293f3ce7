import type { DescribeEndpointOutput, PendingDeploymentSummary } from '@aws-sdk/client-sagemaker';
import { noRoute, type Route } from '../../../core/rollout/traffic.ts';
import type { Fleet } from './config.ts';
import { inWords, type LiveEndpoint } from './live-endpoint.ts';
import type { ManagedEndpoint } from './managed-endpoint.ts';
import { namesOf, servableOfConfig } from './names.ts';

/** The one variant: guardrails ask for the same names in the old and the new configuration, and metrics of all traffic for this. */
export const managedVariant = 'AllTraffic';

/** An update that SageMaker carries out by itself. */
export interface Deployment {
  servableId: string;
  /** The new fleet's share of the traffic, in percent. */
  percent: number;
  /** Traffic stands still. */
  baking: boolean;
}

export interface ManagedLive extends LiveEndpoint {
  deployment: Deployment | undefined;
}

/** What must be known of an endpoint to read it. */
interface Told {
  endpointName: string;
  guardrails: Pick<ManagedEndpoint['guardrails'], 'mode'>;
}

/** A fleet of one version, whose configuration says of which. */
export function managedFleet(servableId: string, count: number): Fleet {
  return { production: [{ name: managedVariant, servableId, count, weight: 1 }], of: servableId };
}

/** DescribeEndpoint names no models: which version serves, the names of configurations tell. */
export function managedLive(told: DescribeEndpointOutput | undefined, { endpointName, guardrails }: Told): ManagedLive {
  const nothing = { told, configName: '', production: [], shadows: [], route: noRoute, foreign: false };
  if (told === undefined) return { ...nothing, status: 'Absent', deployment: undefined };
  const {
    EndpointStatus: status = 'Failed',
    EndpointConfigName: configName = '',
    PendingDeploymentSummary: next,
  } = told;
  const prefix = namesOf(endpointName).config;
  const servableId = servableOfConfig(prefix, configName);
  const nextId = next && servableOfConfig(prefix, next.EndpointConfigName);
  const foreign = servableId === undefined || (next !== undefined && nextId === undefined);
  const goesBack = status === 'RollingBack' && guardrails.mode === 'blue-green';
  const deployment = next && nextId ? { servableId: nextId, ...stageOf(next, goesBack) } : undefined;
  const [variant] = told.ProductionVariants ?? [];
  const serves = variant !== undefined && status !== 'Creating' && status !== 'Deleting';
  const count = variant?.DesiredInstanceCount ?? null;
  const pending = inWords(told);
  return {
    ...nothing,
    status,
    configName,
    production: servableId && serves ? [{ name: managedVariant, role: 'stable', servableId, weight: 1, count }] : [],
    route: foreign ? unknown(told) : serves ? routeOf(servableId, deployment) : noRoute,
    ...(pending === undefined ? {} : { pending }),
    foreign,
    deployment,
  };
}

function routeOf(stable: string, deployment: Deployment | undefined): Route {
  if (deployment === undefined || deployment.percent === 0) return { ...noRoute, stable };
  return { stable, candidate: deployment.servableId, candidatePercent: deployment.percent };
}

/**
 * Traffic follows instances, of which the message of a stage tells how many: `… with traffic enabled on canary capacity of
 * 1 instance(s).` (SageMaker developer guide, events of endpoint deployments). One that says something else while it bakes may
 * have given the new fleet everything.
 */
function stageOf(
  { ProductionVariants: [variant] = [] }: PendingDeploymentSummary,
  goesBack: boolean,
): Omit<Deployment, 'servableId'> {
  const { Status, StatusMessage = '' } = variant?.VariantStatus?.at(-1) ?? {};
  const baking = Status === 'Baking';
  if (goesBack) return { percent: 0, baking: false };
  const [, enabled] = /capacity of (\d+) instance/.exec(StatusMessage) ?? [];
  const whole = variant?.DesiredInstanceCount ?? 0;
  if (enabled === undefined || whole === 0) return { percent: baking ? 100 : 0, baking };
  return { percent: Math.round((Number(enabled) / whole) * 1e6) / 1e4, baking };
}

/** A route that equals none of ours. */
function unknown({ EndpointConfigName, PendingDeploymentSummary: next }: DescribeEndpointOutput): Route {
  return { ...noRoute, stable: `unknown:${EndpointConfigName}${next ? `>${next.EndpointConfigName}` : ''}` };
}
