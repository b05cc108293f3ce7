import type { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ScoreOutput } from '../../core/step-io.ts';
import { rejectWhere } from './builds.ts';
import type { Endings } from './endings.ts';
import { judgeStates } from './judge-states.ts';
import type { ProvingParts } from './parts.ts';
import { profileMap } from './profile-map.ts';
import { retryPreparing, retryTrouble } from './retries.ts';
import { fieldsOf, stepContext, stepTask } from './step-task.ts';

/** Profile, JudgeData, Train, Score, JudgeModel: from data to a proven candidate, which may come back to Score to be judged again. */
export function proofStates(
  scope: Construct,
  endings: Endings,
  parts: ProvingParts,
  onward: (score: sfn.IChainable) => sfn.IChainable,
): sfn.IChainable {
  const { functions } = parts;
  const score = stepTask(scope, 'Score', functions.score, {
    payload: stepContext,
    result: { path: '$.score', selector: fieldsOf<ScoreOutput>('status', 'candidate', 'champion') },
  });
  endings
    .breakOn(retryPreparing(retryTrouble(score, 'lambda')))
    .next(judgeStates(scope, endings, functions, 'model', onward(score)));
  const judgeData = judgeStates(scope, endings, functions, 'data', trainStates(scope, endings, parts, score));
  return endings.breakOn(profileMap(scope, parts)).next(judgeData);
}

function trainStates(scope: Construct, endings: Endings, parts: ProvingParts, onward: sfn.IChainable): sfn.IChainable {
  const { task, saidNo, collect } = parts.training(scope);
  rejectWhere(scope, endings, task, 'train', saidNo);
  task.next(collect ? endings.breakOn(collect).next(onward) : onward);
  return task;
}
