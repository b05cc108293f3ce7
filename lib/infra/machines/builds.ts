import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { buildLimitSeconds, buildSaidNo, buildTask } from './build-task.ts';
import type { Endings } from './endings.ts';
import { seconds } from './integration-task.ts';
import { judgeStates } from './judge-states.ts';
import type { ProvingParts } from './parts.ts';
import { when } from './route.ts';

/** Checks, Image and what the registry's scan says of it, each only when Admit asks for it. */
export function buildStates(
  scope: Construct,
  endings: Endings,
  parts: ProvingParts,
  onward: sfn.IChainable,
): sfn.IChainable {
  const image = buildTask(scope, 'Image', {
    project: parts.projects.image,
    projectName: 'image',
    store: parts.store,
    timeout: seconds(buildLimitSeconds),
  });
  const imageNeeded = when(scope, 'ImageNeeded', '$.admit.phases.image', image, onward);
  const judged = judgeStates(scope, endings, parts.functions, 'image', onward);
  image.next(when(scope, 'ScanNeeded', '$.admit.phases.scan', judged, onward));
  rejectWhere(scope, endings, image, 'image', buildSaidNo);

  const checks = buildTask(scope, 'Checks', {
    project: parts.projects.checks,
    projectName: 'checks',
    store: parts.store,
    timeout: seconds(buildLimitSeconds),
  });
  checks.next(imageNeeded);
  rejectWhere(scope, endings, checks, 'checks', buildSaidNo);
  return when(scope, 'ChecksNeeded', '$.admit.phases.checks', checks, imageNeeded);
}

/** Tells a gate that said no (rejected) from one that could not be asked (broken). */
export function rejectWhere(
  scope: Construct,
  endings: Endings,
  task: sfn.TaskStateBase,
  gate: 'checks' | 'image' | 'train',
  saidNo: sfn.Condition,
): void {
  const failed = new sfn.Choice(scope, `${task.stateId}Failed`)
    .when(saidNo, endings.caught('rejected', gate))
    .otherwise(endings.caught('broken'));
  task.addCatch(failed, { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
}
