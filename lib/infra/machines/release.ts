import { aws_iam as iam, type aws_lambda as lambda, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RolloutOutput } from '../../core/rollout/step-io.ts';
import type { CutReleaseOutput, PlanReleaseOutput } from '../../core/step-io.ts';
import type { Functions, ReleasingStep } from '../steps.ts';
import type { Endings } from './endings.ts';
import { IntegrationTask } from './integration-task.ts';
import { nestedExecution, outputOf } from './nested-execution.ts';
import type { ReleaseParts } from './parts.ts';
import { retryTrouble } from './retries.ts';
import { rolloutLimitSeconds } from './rollout.ts';
import { route } from './route.ts';
import { fieldsOf, stepContext, stepTask } from './step-task.ts';

/**
 * PlanRelease, Approve, CutRelease, Rollout, Publish: from a proven candidate to a release that serves.
 * `rejudge`: where a candidate is judged again whose champion has changed.
 */
export function releaseStates(
  scope: Construct,
  endings: Endings,
  parts: ReleaseParts,
  rejudge: sfn.IChainable,
): sfn.IChainable {
  const { functions } = parts;
  const cutRelease = stepTask(scope, 'CutRelease', functions['cut-release'], {
    payload: stepContext,
    result: { path: '$.release', selector: fieldsOf<CutReleaseOutput>('version', 'champion') },
  });
  endings.breakOn(retryTrouble(cutRelease, 'lambda')).next(rolloutStates(scope, endings, parts));
  return planStates(scope, endings, parts, { cut: cutRelease, rejudge });
}

/** PlanRelease, and every way back to it: a person's answer, and the wait for this run's turn. */
function planStates(
  scope: Construct,
  endings: Endings,
  { functions }: ReleaseParts,
  { cut, rejudge }: { cut: sfn.IChainable; rejudge: sfn.IChainable },
): sfn.IChainable {
  const plan = stepTask(scope, 'PlanRelease', functions['plan-release'], {
    payload: stepContext,
    result: { path: '$.plan', selector: fieldsOf<PlanReleaseOutput>('decision', 'token', 'waitSeconds', 'sentence') },
  });
  const approve = approveTask(scope, endings, functions.approve);
  const wait = new sfn.Wait(scope, 'WaitForTurn', { time: sfn.WaitTime.secondsPath('$.plan.waitSeconds') });
  const ways: Record<PlanReleaseOutput['decision'], sfn.IChainable> = {
    cut,
    rejudge,
    ask: approve,
    wait,
    supersede: endings.answered('superseded'),
    keep: endings.answered('passed'),
  };
  approve.next(plan);
  wait.next(plan);
  return endings
    .breakOn(retryTrouble(plan, 'lambda'))
    .next(route(scope, 'PlanDecision', '$.plan.decision', ways, endings.unknownAnswer()));
}

/** Asks, and waits for SendTaskSuccess, or SendTaskFailure with error `ApprovalRejected`. */
function approveTask(scope: Construct, endings: Endings, fn: lambda.Function): IntegrationTask {
  const task = new IntegrationTask(scope, 'Approve', {
    integration: 'lambda:invoke.waitForTaskToken',
    parameters: {
      FunctionName: fn.functionArn,
      Payload: { ...stepContext, taskToken: sfn.JsonPath.taskToken },
    },
    policies: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] })],
    timeout: sfn.Timeout.at('$.admit.limits.approvalSeconds'),
    resultPath: null,
  });
  task.addCatch(endings.caught('rejected', 'approval'), {
    errors: ['ApprovalRejected', sfn.Errors.TIMEOUT],
    resultPath: '$.failure',
  });
  return endings.breakOn(retryTrouble(task, 'lambdaCallback'));
}

function rolloutStates(scope: Construct, endings: Endings, parts: ReleaseParts): sfn.IChainable {
  const { functions } = parts;
  const publish = stepTask(scope, 'Publish', functions.publish, { payload: stepContext });
  endings.breakOn(retryTrouble(publish, 'lambda')).next(endings.answered('released'));
  const ways: Record<RolloutOutput['outcome'], sfn.IChainable> = {
    promoted: publish,
    rolled_back: endings.answered('rolled_back', 'rollout'),
    inconclusive: endings.answered('inconclusive', 'rollout'),
    unknown: foreignWriter(scope, endings),
    // Rollout loops until it knows: neither reaches Delivery.
    pending: endings.unknownAnswer(),
    held: endings.unknownAnswer(),
  };
  const rollout = retryTrouble(rolloutTask(scope, parts), 'states');
  rollout.addCatch(recoverTask(scope, endings, functions), { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
  return rollout.next(route(scope, 'RolloutOutcome', '$.rollout.outcome', ways, endings.unknownAnswer()));
}

/** Somebody else moved traffic, and what they did stands: nothing is wrong with the model, and nothing was decided. */
function foreignWriter(scope: Construct, endings: Endings): sfn.IChainable {
  const said = new sfn.Pass(scope, 'ForeignWriter', {
    parameters: { Error: 'SignalboxForeignWriter', Cause: sfn.JsonPath.stringAt('$.rollout.sentence') },
    resultPath: '$.failure',
  });
  said.next(endings.caught('broken'));
  return said;
}

function rolloutTask(scope: Construct, { rollout: machine, names }: ReleaseParts): IntegrationTask {
  return nestedExecution(scope, 'Rollout', {
    kind: 'rollout',
    machine,
    names,
    executionName: sfn.JsonPath.format('{}-rollout', sfn.JsonPath.stringAt('$.runId')),
    input: {
      ...stepContext,
      version: sfn.JsonPath.stringAt('$.release.version'),
      token: sfn.JsonPath.numberAt('$.plan.token'),
    },
    // The rollout's own limit ends first, so that it is the rollout that says why.
    timeoutSeconds: rolloutLimitSeconds + 3_600,
    result: { path: '$.rollout', selector: outputOf<RolloutOutput>('outcome', 'sentence') },
  });
}

/** Traffic is converged first; that the run is broken comes second, even when the recovery itself failed. */
function recoverTask(scope: Construct, endings: Endings, functions: Functions<ReleasingStep>): IntegrationTask {
  const recover = stepTask(scope, 'RecoverRollout', functions.recover, {
    payload: { executionArn: sfn.JsonPath.executionId },
  });
  const broken = endings.caught('broken');
  retryTrouble(recover, 'lambda').addCatch(broken, { errors: [sfn.Errors.ALL], resultPath: sfn.JsonPath.DISCARD });
  recover.next(broken);
  return recover;
}
