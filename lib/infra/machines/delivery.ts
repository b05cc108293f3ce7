import type { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AdmitOutput } from '../../core/step-io.ts';
import type { Functions } from '../steps.ts';
import { buildStates } from './builds.ts';
import { Endings } from './endings.ts';
import type { DeliveryParts } from './parts.ts';
import { proofStates } from './proof.ts';
import { releaseStates } from './release.ts';
import { retryTrouble } from './retries.ts';
import { route } from './route.ts';
import { fieldsOf, stepContext, stepTask } from './step-task.ts';

/**
 * The states of Delivery or PullRequest, built from the end backwards so that each part knows what comes after it.
 * Input: DeliveryInput. Output: what Settle answered.
 */
export function deliveryStates(scope: Construct, parts: DeliveryParts): sfn.IChainable {
  const endings = new Endings(scope, parts.functions);
  const proven = (score: sfn.IChainable) =>
    parts.kind === 'delivery' ? releaseStates(scope, endings, parts.release, score) : endings.answered('passed');
  const built = proofStates(scope, endings, parts, proven);
  const admitted = buildStates(scope, endings, parts, built);
  return admitStates(scope, endings, parts.functions, admitted);
}

function admitStates(
  scope: Construct,
  endings: Endings,
  functions: Functions<'admit'>,
  onward: sfn.IChainable,
): sfn.IChainable {
  const admit = stepTask(scope, 'Admit', functions.admit, {
    payload: stepContext,
    result: {
      path: '$.admit',
      selector: fieldsOf<AdmitOutput>(
        'decision',
        'sentence',
        'phases',
        'token',
        'sourceKey',
        'imageTag',
        'limits',
        'buildspecs',
        'hyperparameters',
      ),
    },
  });
  const ways: Record<AdmitOutput['decision'], sfn.IChainable> = {
    go: onward,
    requeue: endings.answered('requeued'),
    supersede: endings.answered('superseded'),
    refuse: endings.answered('rejected', 'budget'),
  };
  return endings
    .breakOn(retryTrouble(admit, 'lambda'))
    .next(route(scope, 'AdmitDecision', '$.admit.decision', ways, endings.unknownAnswer()));
}
