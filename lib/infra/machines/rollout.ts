import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RolloutJudgeOutput, RolloutOutput, RolloutPlan } from '../../core/step-io.ts';
import type { Functions, RolloutStep } from '../steps.ts';
import type { IntegrationTask } from './integration-task.ts';
import { retryPatiently, retryTrouble } from './retries.ts';
import { route } from './route.ts';
import { fieldsOf, stepTask } from './step-task.ts';

/**
 * Longest rollout: a week.
 * One look of the judge costs 9 events (Bake 2, Judge 5, Decision 2): a day of 60 s windows is 1,440 × 9 = 12,960 events;
 * each step adds 7 (Shift 5, Advance 2), at most 20 × 7; a patient rollback 600: 13,700 of the 25,000 allowed.
 */
export const rolloutLimitSeconds = 7 * 86_400;

/** RolloutInput as it came; the execution is Delivery's, which holds the lease. */
const rolloutContext = {
  runId: sfn.JsonPath.stringAt('$.runId'),
  executionArn: sfn.JsonPath.stringAt('$.executionArn'),
  version: sfn.JsonPath.stringAt('$.version'),
  token: sfn.JsonPath.numberAt('$.token'),
};
const stepPayload = { ...rolloutContext, step: sfn.JsonPath.numberAt('$.step') };

/** The states of Rollout. Input: RolloutInput. Output: RolloutOutput. */
export function rolloutStates(scope: Construct, functions: Functions<RolloutStep>): sfn.IChainable {
  const ends = endStates(scope, functions);
  const prepare = stepTask(scope, 'Prepare', functions['rollout-prepare'], {
    payload: rolloutContext,
    result: {
      path: '$.plan',
      selector: fieldsOf<RolloutPlan>('strategy', 'stepPercents', 'windowSeconds', 'bakeSeconds'),
    },
  });
  const firstStep = new sfn.Pass(scope, 'FirstStep', { result: sfn.Result.fromNumber(0), resultPath: '$.step' });
  return guarded(prepare, ends.rollBack)
    .next(firstStep)
    .next(stepLoop(scope, functions, ends));
}

interface Ends {
  promote: sfn.IChainable;
  rollBack: sfn.IChainable;
}

/** [Shift, Bake, Judge] until the judge promotes or takes back. */
function stepLoop(scope: Construct, functions: Functions<RolloutStep>, ends: Ends): sfn.IChainable {
  const shift = stepTask(scope, 'Shift', functions['rollout-shift'], { payload: stepPayload });
  const bake = new sfn.Wait(scope, 'Bake', { time: sfn.WaitTime.secondsPath('$.plan.windowSeconds') });
  const judge = stepTask(scope, 'Judge', functions['rollout-judge'], {
    payload: stepPayload,
    result: { path: '$.judge', selector: fieldsOf<RolloutJudgeOutput>('decision', 'step', 'sentence') },
  });
  const advance = new sfn.Pass(scope, 'Advance', { inputPath: '$.judge.step', resultPath: '$.step' });
  const ways: Record<RolloutJudgeOutput['decision'], sfn.IChainable> = {
    continue: bake,
    advance,
    promote: ends.promote,
    roll_back: ends.rollBack,
  };
  advance.next(shift);
  guarded(shift, ends.rollBack).next(bake);
  bake.next(judge);
  // A word that the machine does not know takes traffic back: the one safe default.
  guarded(judge, ends.rollBack).next(route(scope, 'Decision', '$.judge.decision', ways, ends.rollBack));
  return shift;
}

/** Both ends read back what serves before the machine believes them. */
function endStates(scope: Construct, functions: Functions<RolloutStep>): Ends {
  const result = { path: '$.result', selector: fieldsOf<RolloutOutput>('outcome', 'sentence') };
  const verify = stepTask(scope, 'Verify', functions['rollout-verify'], {
    payload: { ...rolloutContext, result: sfn.JsonPath.objectAt('$.result') },
    result,
  });
  // Not back to RollBack: what was just moved does not answer, and Delivery's recovery looks again from outside.
  verify.addCatch(failed(scope, 'Unverified'), { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
  const done = new sfn.Succeed(scope, 'Done', { outputPath: '$.result' });
  // Taken back because something broke and not by the judge: that is no verdict on the model, and must not read like one.
  const interrupted = sfn.Condition.and(
    sfn.Condition.isPresent('$.failure'),
    sfn.Condition.not(sfn.Condition.stringEquals('$.result.outcome', 'promoted')),
  );
  const ended = new sfn.Choice(scope, 'WasInterrupted').when(interrupted, failed(scope, 'Interrupted')).otherwise(done);
  retryTrouble(verify, 'lambda').next(ended);

  const rollBack = stepTask(scope, 'RollBack', functions['rollout-roll-back'], { payload: rolloutContext, result });
  rollBack.addCatch(failed(scope, 'Stuck'), { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
  retryPatiently(rollBack).next(verify);

  // RollBack decides from the channel whether a half-done promotion goes forward or back.
  const promote = stepTask(scope, 'Promote', functions['rollout-promote'], { payload: rolloutContext, result });
  guarded(promote, rollBack).next(verify);
  return { promote, rollBack };
}

/** Service trouble is retried; anything else takes traffic back. */
function guarded(task: IntegrationTask, rollBack: sfn.IChainable): IntegrationTask {
  retryTrouble(task, 'lambda').addCatch(rollBack, { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
  return task;
}

function failed(scope: Construct, name: 'Unverified' | 'Stuck' | 'Interrupted'): sfn.Fail {
  return new sfn.Fail(scope, name, {
    error: `SignalboxRollout${name}`,
    causePath: sfn.JsonPath.jsonToString(sfn.JsonPath.objectAt('$.failure')),
  });
}
