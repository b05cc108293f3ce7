import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import type { Troubled } from '../under-fault.ts';
import type { SageMakerContext } from './context.ts';
import { announce } from './events.ts';
import { settle } from './fleet.ts';
import { percentOf } from './plan.ts';
import type { Deployment, Endpoint, Fleet, Stage } from './state.ts';

type Begin = Pick<Deployment, 'kind' | 'stages'> & Partial<Pick<Deployment, 'green' | 'before' | 'config'>>;

const noCapacity =
  'Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. Please retry using a different ML instance type or after some time.';

/** An accepted call: the endpoint leaves its rest, and timers do what follows. */
export function begin(context: SageMakerContext, endpoint: Endpoint, begun: Begin, troubled?: Troubled): void {
  const { state, nowMs } = context;
  const statuses = { create: 'Creating', delete: 'Deleting', system: 'SystemUpdating' } as const;
  endpoint.status = begun.kind === 'config' || begun.kind === 'weights' ? 'Updating' : statuses[begun.kind];
  endpoint.modifiedMs = nowMs;
  endpoint.deployment = {
    id: `deployment-${state.nextId++}`,
    startedMs: nowMs,
    green: undefined,
    before: undefined,
    config: undefined,
    ...begun,
    stage: -1,
    stageMs: nowMs,
    greenPercent: 0,
    troubled,
    rollingBack: false,
  };
  announce(state, nowMs, 'endpoint', endpoint);
  const limit = timeLimitOf(begun.config);
  const { id } = endpoint.deployment;
  if (limit) context.after(limit, { type: 'time-limit', endpoint: endpoint.name, deployment: id });
  proceed(context, endpoint, endpoint.deployment);
}

/** Leaves the current stage for the next; stages that take no time are passed at once. */
export function proceed(context: SageMakerContext, endpoint: Endpoint, deployment: Deployment): void {
  const broken = leave(context, endpoint, deployment);
  if (broken) {
    fail(context, endpoint, deployment, broken);
    return;
  }
  deployment.stage += 1;
  const stage = deployment.stages[deployment.stage];
  if (stage) enter(context, endpoint, deployment, stage);
  else finish(context, endpoint, deployment);
}

function enter(context: SageMakerContext, endpoint: Endpoint, deployment: Deployment, stage: Stage): void {
  deployment.greenPercent = stage.greenPercent;
  deployment.stageMs = context.nowMs;
  announce(context.state, context.nowMs, 'deployment', endpoint);
  const tripped = stage.status === 'Baking' && trippedOf(context, deployment).length > 0;
  if (tripped) rollBack(context, endpoint, deployment);
  else if (deployment.troubled?.trouble === 'stuck') return;
  else if (stage.seconds === 0) proceed(context, endpoint, deployment);
  else context.after(stage.seconds, { type: 'stage', endpoint: endpoint.name, deployment: deployment.id });
}

/** An alarm tripped: what bakes under its watch goes back. */
export function alarmed(context: SageMakerContext, alarmName: string): void {
  for (const endpoint of Object.values(context.state.endpoints)) {
    const { deployment } = endpoint;
    const watched = deployment?.config?.AutoRollbackConfiguration?.Alarms?.some((one) => one.AlarmName === alarmName);
    const bakes = deployment?.stages[deployment.stage]?.status === 'Baking' && !deployment.rollingBack;
    if (deployment && watched && bakes) rollBack(context, endpoint, deployment);
  }
}

/** Visible as RollingBack; the traffic is back at once unless the old fleet has to be launched again. */
function rollBack(context: SageMakerContext, endpoint: Endpoint, deployment: Deployment, reason?: string): void {
  const { state, nowMs } = context;
  const rolling = deployment.config?.RollingUpdatePolicy;
  const batch = percentOf(rolling?.RollbackMaximumBatchSize, deployment.green?.variants[0]?.desiredCount ?? 1);
  const batches = Math.ceil(deployment.greenPercent / batch);
  endpoint.status = 'RollingBack';
  endpoint.failureReason = reason;
  deployment.rollingBack = true;
  if (!rolling) deployment.greenPercent = 0;
  announce(state, nowMs, 'endpoint', endpoint);
  const seconds = rolling ? batches * state.settings.updateSeconds : state.settings.rollbackSeconds;
  context.after(seconds, { type: 'rolled-back', endpoint: endpoint.name, deployment: deployment.id });
}

/** The end of a way back, which a rolling deployment may not reach: then both fleets serve. */
export function rolledBack(context: SageMakerContext, endpoint: Endpoint, deployment: Deployment): void {
  const { green, before, troubled, greenPercent, config } = deployment;
  const oldIsGone = context.state.configs[endpoint.configName] === undefined;
  const lost = troubled?.trouble === 'rollback-fails' || oldIsGone;
  if (green && config?.RollingUpdatePolicy && lost) {
    endpoint.leftover = { fleet: green, percent: greenPercent };
    rest(context, endpoint, 'UpdateRollbackFailed', endpoint.failureReason);
    return;
  }
  if (before && endpoint.fleet) Object.assign(endpoint.fleet, before);
  rest(context, endpoint, 'InService', endpoint.failureReason);
}

/** What cannot go on. A new fleet that did not come up is given up in silence: InService, with the old configuration. */
export function fail(context: SageMakerContext, endpoint: Endpoint, deployment: Deployment, reason: string): void {
  const told = deployment.troubled?.reason;
  const visible = deployment.kind === 'weights' || deployment.greenPercent > 0;
  if (deployment.kind === 'create') rest(context, endpoint, 'Failed', told ?? reason);
  else if (visible) rollBack(context, endpoint, deployment, told);
  else rest(context, endpoint, 'InService', told);
}

/** Why the stage that ends did not do its work. */
function leave({ state }: SageMakerContext, endpoint: Endpoint, deployment: Deployment): string | undefined {
  const stage = deployment.stages[deployment.stage];
  const { green, troubled, kind } = deployment;
  const launches = stage?.status === 'Creating' || (stage?.status === 'Updating' && kind === 'weights');
  if (!launches) return undefined;
  if (troubled?.trouble === 'no-capacity') return noCapacity;
  if (troubled?.trouble === 'unhealthy') return 'The primary container did not pass the ping health check.';
  if (green) launch(green, deployment, stage);
  const growing = kind === 'weights' && grows(endpoint);
  const missing = green || growing ? missingOf(state, endpoint, green) : [];
  return missing.length > 0 ? `Could not find ${missing.join(', ')}.` : undefined;
}

function launch(green: Fleet, { config, stages, stage }: Deployment, { greenPercent }: Stage): void {
  const percent = config?.RollingUpdatePolicy ? (stages[stage + 1]?.greenPercent ?? greenPercent) : 100;
  for (const variant of [...green.variants, ...green.shadows]) {
    if (variant.desiredCount !== undefined) variant.count = Math.ceil((variant.desiredCount * percent) / 100);
  }
}

function grows({ fleet }: Endpoint): boolean {
  return [...(fleet?.variants ?? []), ...(fleet?.shadows ?? [])].some(
    (one) => (one.desiredCount ?? 0) > (one.count ?? 0),
  );
}

/** The configurations and models that an endpoint needs to launch anything, and which somebody deleted. */
export function missingOf(
  { configs, models }: SageMakerContext['state'],
  endpoint: Endpoint,
  green: Fleet | undefined,
): string[] {
  const fleets = [endpoint.fleet, green].filter((fleet) => fleet !== undefined);
  const variants = fleets.flatMap((fleet) => [...fleet.variants, ...fleet.shadows]);
  const absent = (kind: string, known: object, names: string[]) =>
    names.filter((name) => !(name in known)).map((name) => `${kind} ${name}`);
  return [
    ...absent('endpoint configuration', configs, [...new Set(fleets.map(({ configName }) => configName))]),
    ...absent('model', models, [...new Set(variants.map(({ model }) => model))]),
  ];
}

function finish(context: SageMakerContext, endpoint: Endpoint, { kind, green, config }: Deployment): void {
  if (kind === 'delete') {
    delete context.state.endpoints[endpoint.name];
    announce(context.state, context.nowMs, 'endpoint', endpoint);
    return;
  }
  if (green) {
    endpoint.fleet = green;
    endpoint.configName = green.configName;
    endpoint.lastDeploymentConfig = config;
    endpoint.leftover = undefined;
  }
  if (endpoint.fleet) settle(endpoint.fleet);
  rest(context, endpoint, 'InService', undefined);
}

function rest(
  context: SageMakerContext,
  endpoint: Endpoint,
  status: Endpoint['status'],
  reason: string | undefined,
): void {
  endpoint.status = status;
  endpoint.failureReason = reason;
  endpoint.deployment = undefined;
  endpoint.modifiedMs = context.nowMs;
  announce(context.state, context.nowMs, 'endpoint', endpoint);
}

function trippedOf(context: SageMakerContext, { config }: Deployment): string[] {
  const names = (config?.AutoRollbackConfiguration?.Alarms ?? []).map(({ AlarmName = '' }) => AlarmName);
  return names.length > 0 ? context.tripped(names) : [];
}

function timeLimitOf(config: DeploymentConfig | undefined): number | undefined {
  return (config?.BlueGreenUpdatePolicy ?? config?.RollingUpdatePolicy)?.MaximumExecutionTimeoutInSeconds;
}
