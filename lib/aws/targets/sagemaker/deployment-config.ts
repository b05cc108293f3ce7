import type { BlueGreenUpdatePolicy, DeploymentConfig, RollingUpdatePolicy } from '@aws-sdk/client-sagemaker';
import { InputError } from '../../../core/errors.ts';
import type { RolloutPlan, RolloutStep } from '../../../core/rollout/step.ts';

/** Ranges of UpdateEndpoint's DeploymentConfig, in seconds. */
const longestWait = 3_600;
const limits = { min: 600, max: 28_800 };
/** For launching instances, which the time limit of a deployment covers as well. */
const launchSeconds = 3_600;

type Mode = 'blue-green' | 'rolling';

/**
 * A plan in SageMaker's words. It shifts to a canary and then to the rest, or in equal steps, or all at once, waits between them,
 * and keeps the old fleet for a while after the last: as long as the judge may take to decide.
 * @throws InputError `plan-not-managed` for what it would carry out differently
 */
export function deploymentConfigOf(
  plan: RolloutPlan,
  mode: Mode,
  instances: number,
  alarmNames: string[],
): DeploymentConfig {
  // What is replayed moves no traffic.
  const steps = plan.steps.filter(({ manner }) => manner !== 'replayed');
  const waitSeconds = Math.ceil(Math.max(...steps.map(({ bakeSeconds }) => bakeSeconds)));
  if (waitSeconds > longestWait)
    throw refused(plan, `a bake of ${waitSeconds} s; allowed: at most ${longestWait.toLocaleString('en')} s`);
  for (const step of steps) checkStep(plan, step, instances);
  const Alarms = alarmNames.map((AlarmName) => ({ AlarmName }));
  const policy =
    mode === 'rolling'
      ? { RollingUpdatePolicy: rolling({ ...plan, steps }, waitSeconds) }
      : { BlueGreenUpdatePolicy: blueGreen({ ...plan, steps }, waitSeconds) };
  return { ...policy, AutoRollbackConfiguration: { Alarms } };
}

function blueGreen(plan: RolloutPlan, WaitIntervalInSeconds: number): BlueGreenUpdatePolicy {
  const horizon = Math.max(...plan.steps.map(({ deadlineSeconds }) => deadlineSeconds));
  const TerminationWaitInSeconds = Math.min(longestWait, Math.ceil(horizon));
  const percents = plan.steps.map(({ percent }) => percent);
  const [first = 100] = percents;
  const size = { Type: 'CAPACITY_PERCENT' as const, Value: first };
  const routing = {
    once: { Type: 'ALL_AT_ONCE' as const },
    canary: { Type: 'CANARY' as const, CanarySize: size },
    linear: { Type: 'LINEAR' as const, LinearStepSize: size },
  };
  const kind = percents.every((percent) => percent === 100) ? 'once' : percents.length === 1 ? 'canary' : 'linear';
  if (kind === 'canary' && first > 50) throw refused(plan, `a first share of ${first} %; allowed: at most 50 %`);
  if (kind === 'linear') checkEqual(plan, percents, 10);
  const stages = kind === 'linear' ? Math.ceil(100 / first) : kind === 'canary' ? 2 : 1;
  return {
    TrafficRoutingConfiguration: { ...routing[kind], WaitIntervalInSeconds },
    TerminationWaitInSeconds,
    MaximumExecutionTimeoutInSeconds: timeLimit(plan, stages * WaitIntervalInSeconds + TerminationWaitInSeconds),
  };
}

/** Batches take the place of the old instances, so that the way back launches those anew, all at once. */
function rolling(plan: RolloutPlan, WaitIntervalInSeconds: number): RollingUpdatePolicy {
  const percents = plan.steps.map(({ percent }) => percent);
  const [first = 100] = percents;
  checkEqual(plan, percents, 5);
  return {
    MaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: first },
    WaitIntervalInSeconds,
    MaximumExecutionTimeoutInSeconds: timeLimit(plan, Math.ceil(100 / first) * WaitIntervalInSeconds),
    RollbackMaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 100 },
  };
}

/** Traffic follows whole instances: another share would be carried out as one that nobody asked for. */
function checkStep(plan: RolloutPlan, { manner, percent }: RolloutStep, instances: number): void {
  if (manner !== 'split') throw refused(plan, `a ${manner} step; allowed: split, without a fresh baseline`);
  const count = (percent * instances) / 100;
  if (!Number.isInteger(percent) || !Number.isInteger(count))
    throw refused(
      plan,
      `${percent} % of ${instances} instances, which is ${count}; allowed: whole instances and percents`,
    );
}

/** SageMaker goes on in equal steps by itself; steps that end below 100 % are followed by the rest. */
function checkEqual(plan: RolloutPlan, percents: number[], least: number): void {
  const [first = 100] = percents;
  const equal = percents.every((percent, i) => percent === Math.min(100, (i + 1) * first));
  const complete = percents.length >= Math.ceil(100 / first) - 1;
  if (first < least || first > 50 || !equal || !complete)
    throw refused(plan, `shares of ${percents.join(', ')} %; allowed: equal steps of ${least} to 50 % up to 100 %`);
}

function timeLimit(plan: RolloutPlan, waits: number): number {
  if (waits >= limits.max) throw refused(plan, `waits of ${waits} s together; allowed: less than ${limits.max} s`);
  return Math.max(limits.min, Math.min(limits.max, waits + launchSeconds));
}

function refused({ strategy }: RolloutPlan, what: string): InputError {
  return new InputError(
    'plan-not-managed',
    `SageMaker's guardrails cannot carry out this ${strategy} rollout: ${what}.`,
  );
}
