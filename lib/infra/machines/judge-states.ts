import type { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Verdict } from '../../core/gate.ts';
import type { JudgeOutput } from '../../core/step-io.ts';
import type { Functions } from '../steps.ts';
import type { Endings } from './endings.ts';
import { retryTrouble } from './retries.ts';
import { route } from './route.ts';
import { fieldsOf, stepContext, stepTask } from './step-task.ts';

/** States are named after what is judged, and endings after the gate: the image's has another, for a build that failed. */
const judged = {
  image: { name: 'Image', by: 'Scan' },
  data: { name: 'Data', by: 'Data' },
  model: { name: 'Model', by: 'Model' },
} as const;

/** A judge and the way its verdict goes; only `pass` leads on. */
export function judgeStates<Gate extends keyof typeof judged>(
  scope: Construct,
  endings: Endings,
  functions: Functions<`judge-${Gate}`>,
  gate: Gate,
  onward: sfn.IChainable,
): sfn.IChainable {
  const { name, by } = judged[gate];
  const judge = stepTask(scope, `Judge${name}`, functions[`judge-${gate}`], {
    payload: stepContext,
    result: { path: `$.${gate}`, selector: fieldsOf<JudgeOutput>('verdict', 'sentence') },
  });
  const ways: Record<Verdict, sfn.IChainable> = {
    pass: onward,
    fail: endings.answered('rejected', gate, `RejectedBy${by}`),
    inconclusive: endings.answered('inconclusive', gate, `InconclusiveBy${by}`),
  };
  return endings
    .breakOn(retryTrouble(judge, 'lambda'))
    .next(route(scope, `${name}Verdict`, `$.${gate}.verdict`, ways, endings.unknownAnswer()));
}
