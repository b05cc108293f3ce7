import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GateName } from '../../core/gate.ts';
import type { Outcome } from '../../core/run.ts';
import type { Functions } from '../steps.ts';
import { retryPatiently } from './retries.ts';
import { stepContext, stepTask } from './step-task.ts';

type Ending = sfn.Pass | sfn.CustomState;

/**
 * Every way out of Delivery and PullRequest: a Pass that says how the run ends, then the one Settle.
 * Settle has no Catch: when even patience does not help, the execution fails under the real error and the watchdog
 * settles it from outside.
 */
export class Endings {
  private readonly scope: Construct;
  private readonly settle: sfn.IChainable;
  private readonly made = new Map<string, Ending>();

  constructor(scope: Construct, functions: Functions<'settle'>) {
    this.scope = scope;
    this.settle = settleStates(scope, functions);
  }

  /** Ends because of an answer: a verdict or a decision. */
  answered(outcome: Outcome, gate: GateName | null = null, named = nameOf(outcome, gate)): Ending {
    return this.once(
      named,
      (name) =>
        new sfn.Pass(this.scope, name, {
          result: sfn.Result.fromObject({ outcome, gate, failure: null }),
          resultPath: '$.end',
        }),
    );
  }

  /** Ends because of what a Catch put at `$.failure`: a failing check or an overrun limit is a rejection too. */
  caught(outcome: 'rejected' | 'broken', gate: GateName | null = null): Ending {
    return this.once(
      nameOf(outcome, gate),
      // CDK's Pass drops nulls from its parameters; `gate` must be there.
      (name) =>
        new sfn.CustomState(this.scope, name, {
          stateJson: {
            Type: 'Pass',
            Parameters: { outcome, gate, 'failure.$': '$.failure' },
            ResultPath: '$.end',
          },
        }),
    );
  }

  /** An answer that the machine does not know is broken, never a silent default. */
  unknownAnswer(): sfn.IChainable {
    return this.once(
      'UnknownAnswer',
      (name) => new sfn.Pass(this.scope, name, { result: unknownAnswer, resultPath: '$.failure' }),
      this.caught('broken'),
    );
  }

  /** Whatever nobody else catches is broken. */
  breakOn<T extends sfn.TaskStateBase | sfn.DistributedMap>(state: T): T {
    state.addCatch(this.caught('broken'), { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
    return state;
  }

  private once(name: string, make: (name: string) => Ending, next = this.settle): Ending {
    const made = this.made.get(name);
    if (made) return made;
    const ending = make(name);
    this.made.set(name, ending);
    ending.next(next);
    return ending;
  }
}

const unknownAnswer = sfn.Result.fromObject({
  Error: 'SignalboxUnknownAnswer',
  Cause:
    'A step answered with a word that the state machine does not route; the history shows it just before this state.',
});

function settleStates(scope: Construct, functions: Functions<'settle'>): sfn.IChainable {
  const settle = stepTask(scope, 'Settle', functions.settle, {
    payload: { ...stepContext, end: sfn.JsonPath.objectAt('$.end') },
    result: { path: '$.settled', selector: { output: sfn.JsonPath.objectAt('$.Payload') } },
  });
  const failed = new sfn.Fail(scope, 'Failed', {
    error: 'SignalboxBroken',
    causePath: sfn.JsonPath.jsonToString(sfn.JsonPath.objectAt('$.end.failure')),
  });
  const settled = new sfn.Succeed(scope, 'Settled', { outputPath: '$.settled.output' });
  const broken = new sfn.Choice(scope, 'WasBroken')
    .when(sfn.Condition.stringEquals('$.settled.output.outcome', 'broken'), failed)
    .otherwise(settled);
  return retryPatiently(settle).next(broken);
}

/** `RejectedByChecks`, `RolledBackByRollout`, `Released`. */
function nameOf(outcome: Outcome, gate: GateName | null): string {
  const pascal = (text: string) => text.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return gate ? `${pascal(outcome)}By${pascal(gate)}` : pascal(outcome);
}
