import type { CapacitySize, DeploymentConfig } from '@aws-sdk/client-sagemaker';
import { invalid } from './refusals.ts';
import type { Fleet, SageMakerSettings, Stage } from './state.ts';

type Settings = Pick<SageMakerSettings, 'updateSeconds' | 'activateSeconds'>;

/**
 * What an update to this fleet goes through. Inferentia 1 and serverless fleets fall back, silently, to one shift without a
 * bake (SageMaker developer guide, deployment guardrails: exclusions).
 */
export function planOf(fleet: Fleet, config: DeploymentConfig | undefined, settings: Settings): Stage[] {
  const instances = fleet.variants[0]?.desiredCount ?? 0;
  const launching = stage('Creating', `Launching ${instances} instance(s).`, settings.updateSeconds, 0);
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config ?? {};
  const excluded = fleet.variants.some(
    ({ instanceType = '' }) => instanceType === '' || /^ml\.inf1\./.test(instanceType),
  );
  if (rolling) {
    const { MaximumBatchSize, WaitIntervalInSeconds: wait = 0 } = rolling;
    return steps(percentOf(MaximumBatchSize, instances)).flatMap((percent, i, all) => [
      { ...launching, greenPercent: all[i - 1] ?? 0 },
      ...shift(percent, wait, settings, instances),
    ]);
  }
  if (!blueGreen || excluded) return [launching];
  const { TrafficRoutingConfiguration: routing, TerminationWaitInSeconds: termination = 0 } = blueGreen;
  const size = routing?.Type === 'CANARY' ? routing.CanarySize : routing?.LinearStepSize;
  const first = percentOf(size, instances);
  const percents = { ALL_AT_ONCE: [100], CANARY: [first, 100], LINEAR: steps(first) }[routing?.Type ?? 'ALL_AT_ONCE'];
  return [
    launching,
    ...percents.flatMap((percent) => shift(percent, routing?.WaitIntervalInSeconds ?? 0, settings, instances)),
    bake(termination, 100, instances),
  ];
}

/** What the API reference says of ranges beyond its model. Throws a ValidationException. */
export function checkDeploymentConfig(config: DeploymentConfig, fleet: Fleet, old: Fleet): void {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config;
  if (blueGreen && rolling) throw invalid('BlueGreenUpdatePolicy and RollingUpdatePolicy exclude each other.');
  const names = (one: Fleet) =>
    one.variants
      .map(({ name }) => name)
      .sort()
      .join(', ');
  if ((blueGreen || rolling) && names(fleet) !== names(old))
    throw invalid(`A deployment configuration needs the same variants: ${names(fleet)} is not ${names(old)}.`);
  const instances = fleet.variants[0]?.desiredCount ?? 0;
  if (rolling) checkRolling(rolling, fleet, old, instances);
  const routing = blueGreen?.TrafficRoutingConfiguration;
  if (routing?.Type === 'CANARY') checkSize('CanarySize', routing.CanarySize, instances, 0, 50);
  if (routing?.Type === 'LINEAR') checkSize('LinearStepSize', routing.LinearStepSize, instances, 10, 50);
  const limit = (blueGreen ?? rolling)?.MaximumExecutionTimeoutInSeconds ?? Number.POSITIVE_INFINITY;
  const waits = planOf(fleet, config, { updateSeconds: 0, activateSeconds: 0 }).reduce(
    (sum, { seconds }) => sum + seconds,
    0,
  );
  if (limit <= waits) throw invalid(`MaximumExecutionTimeoutInSeconds ${limit} must exceed the waits of ${waits} s.`);
}

function checkRolling(
  rolling: NonNullable<DeploymentConfig['RollingUpdatePolicy']>,
  fleet: Fleet,
  old: Fleet,
  instances: number,
): void {
  const variants = [...fleet.variants, ...old.variants];
  if (fleet.variants.length > 1 || old.variants.length > 1)
    throw invalid('Rolling deployments do not support endpoints with several variants.');
  if (variants.some(({ serverless }) => serverless))
    throw invalid('Rolling deployments do not support serverless endpoints.');
  checkSize('MaximumBatchSize', rolling.MaximumBatchSize, instances, 5, 50);
}

function checkSize(name: string, size: CapacitySize | undefined, instances: number, min: number, max: number): void {
  if (!size) throw invalid(`${name} is required.`);
  const percent = percentOf(size, instances);
  if (percent < min || percent > max)
    throw invalid(`${name} is ${percent} % of the capacity, allowed are ${min} to ${max} %.`);
}

/** A share of the variant's instances. */
export function percentOf(size: CapacitySize | undefined, instances: number): number {
  if (!size?.Value) return 100;
  return size.Type === 'CAPACITY_PERCENT' ? size.Value : (size.Value / Math.max(1, instances)) * 100;
}

function steps(percent: number): number[] {
  return Array.from({ length: Math.ceil(100 / percent) }, (_, i) => Math.min(100, (i + 1) * percent));
}

function shift(percent: number, waitSeconds: number, { activateSeconds }: Settings, instances: number): Stage[] {
  const activating = `Activating traffic on ${enabled(percent, instances)}.`;
  return [stage('ActivatingTraffic', activating, activateSeconds, percent), bake(waitSeconds, percent, instances)];
}

/** In the words of the developer guide's example of an event; how it tells of all instances was not seen. */
function bake(seconds: number, percent: number, instances: number): Stage {
  const message = `Baking for ${seconds} seconds with traffic enabled on ${enabled(percent, instances)}.`;
  return stage('Baking', message, seconds, percent);
}

function enabled(percent: number, instances: number): string {
  return `canary capacity of ${Math.ceil((percent * instances) / 100)} instance(s)`;
}

function stage(status: Stage['status'], message: string, seconds: number, greenPercent: number): Stage {
  return { status, message, seconds, greenPercent };
}
