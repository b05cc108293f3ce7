import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RolloutJudgeOutput } from '../../core/rollout/step-io.ts';
import type { Functions, RolloutStep } from '../steps.ts';
import { retryTrouble } from './retries.ts';
import { rolloutContext } from './rollout-context.ts';
import { fieldsOf, stepTask } from './step-task.ts';

/**
 * Looks of the judge in one execution. One costs 9 events (Bake 2, Judge 5, Decision 2): 1,500 are 13,500 of the 25,000 that a
 * history may hold, and the rest outlasts 3,800 failed calls of the judge, which are retried and cost 3 each.
 */
const looksPerWatch = 1_500;

/**
 * The states of Watch: [Bake, Judge] until there is something to do, or its looks are used up, so that a rollout of a month is
 * watched by one execution after another. Input: WatchInput. Output: RolloutJudgeOutput.
 */
export function watchStates(
  scope: Construct,
  functions: Functions<Extract<RolloutStep, 'rollout-judge'>>,
): sfn.IChainable {
  const bake = new sfn.Wait(scope, 'Bake', { time: sfn.WaitTime.secondsPath('$.windowSeconds') });
  const judge = stepTask(scope, 'Judge', functions['rollout-judge'], {
    payload: {
      ...rolloutContext,
      step: sfn.JsonPath.numberAt('$.step'),
      looks: sfn.JsonPath.numberAt('$.judge.looks'),
    },
    result: { path: '$.judge', selector: fieldsOf<RolloutJudgeOutput>('decision', 'step', 'sentence', 'looks') },
  });
  // Rollout takes traffic back when this fails, whatever it failed of.
  const failed = new sfn.Fail(scope, 'Blind', {
    error: 'SignalboxWatchBlind',
    causePath: sfn.JsonPath.jsonToString(sfn.JsonPath.objectAt('$.failure')),
  });
  retryTrouble(judge, 'lambda').addCatch(failed, { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
  const more = sfn.Condition.and(
    sfn.Condition.stringEquals('$.judge.decision', 'continue'),
    sfn.Condition.numberLessThan('$.judge.looks', looksPerWatch),
  );
  const answered = new sfn.Succeed(scope, 'Answered', { outputPath: '$.judge' });
  const decision = new sfn.Choice(scope, 'Decision').when(more, bake).otherwise(answered);
  bake.next(judge);
  judge.next(decision);
  return bake;
}
