import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type {
  RolloutJudgeOutput,
  RolloutOutput,
  RolloutPrepareOutput,
  RolloutShiftOutput,
  WatchInput,
} from '../../core/rollout/step-io.ts';
import type { Names } from '../names.ts';
import type { Functions, RolloutStep } from '../steps.ts';
import type { IntegrationTask } from './integration-task.ts';
import { nestedExecution, outputOf } from './nested-execution.ts';
import { retryPatiently, retryTrouble } from './retries.ts';
import { rolloutContext } from './rollout-context.ts';
import { route } from './route.ts';
import { fieldsOf, stepTask } from './step-task.ts';

/**
 * Longest rollout: a month in a shadow or a test, and a day for all that comes around it.
 * What watches it are executions of their own (watch.ts): 10 events each (NextWatch 2, Watch 6, Decision 2), and a month of one-minute
 * windows is 43,200 looks, so 29 of them. A task that has to be asked again costs 9 events a time (Task 5, Choice 2, Wait 2); two
 * hours are 95 times (`askAgainSeconds`), which 21 shifts and a promotion make 18,800. With a patient rollback (600) that is 20,200
 * of the 25,000 that a history may hold.
 */
export const rolloutLimitSeconds = 31 * 86_400;

export interface RolloutParts {
  functions: Functions<RolloutStep>;
  watch: sfn.StateMachine;
  names: Names;
}

/** The states of Rollout. Input: RolloutInput. Output: RolloutOutput. */
export function rolloutStates(scope: Construct, parts: RolloutParts): sfn.IChainable {
  const { functions } = parts;
  const ends = new Ends(scope, functions);
  const prepare = stepTask(scope, 'Prepare', functions['rollout-prepare'], {
    payload: { ...rolloutContext, startedAt: sfn.JsonPath.stringAt('$$.Execution.StartTime') },
    result: {
      path: '$.plan',
      selector: fieldsOf<RolloutPrepareOutput>('progress', 'waitSeconds', 'windowSeconds'),
    },
  });
  const begin = new sfn.Pass(scope, 'FirstStep', {
    result: sfn.Result.fromObject({ step: 0, watches: 0 }),
    resultPath: '$.at',
  });
  const ways: Record<RolloutPrepareOutput['progress'], sfn.IChainable> = {
    done: begin,
    pending: again(scope, prepare, '$.plan.waitSeconds'),
    over: ends.rollBack,
  };
  guarded(prepare, ends.rollBack).next(route(scope, 'Prepared', '$.plan.progress', ways, ends.rollBack));
  begin.next(stepLoop(scope, parts, ends));
  return prepare;
}

/** [Shift, Watch] until the judge promotes or takes back, or an operator does. */
function stepLoop(scope: Construct, { functions, watch: machine, names }: RolloutParts, ends: Ends): sfn.IChainable {
  const shift = stepTask(scope, 'Shift', functions['rollout-shift'], {
    payload: { ...rolloutContext, step: sfn.JsonPath.numberAt('$.at.step') },
    result: { path: '$.shift', selector: fieldsOf<RolloutShiftOutput>('progress', 'waitSeconds', 'step', 'percent') },
  });
  const next = new sfn.Pass(scope, 'NextWatch', {
    parameters: {
      watches: sfn.JsonPath.mathAdd(sfn.JsonPath.numberAt('$.at.watches'), 1),
      step: sfn.JsonPath.numberAt('$.at.step'),
    },
    resultPath: '$.at',
  });
  const watch = watchTask(scope, machine, names);
  const advance = new sfn.Pass(scope, 'Advance', { inputPath: '$.judge.step', resultPath: '$.at.step' });
  const held = new sfn.Pass(scope, 'Held', { inputPath: '$.shift.step', resultPath: '$.at.step' });
  const shifted: Record<RolloutShiftOutput['progress'], sfn.IChainable> = {
    done: next,
    pending: again(scope, shift, '$.shift.waitSeconds'),
    held,
    over: ends.rollBack,
  };
  const ways: Record<RolloutJudgeOutput['decision'], sfn.IChainable> = {
    // Its looks are used up.
    continue: next,
    advance,
    promote: ends.promote(next),
    roll_back: ends.rollBack,
    over: ends.rollBack,
  };
  advance.next(shift);
  held.next(next);
  next.next(watch);
  guarded(shift, ends.rollBack).next(route(scope, 'Shifted', '$.shift.progress', shifted, ends.rollBack));
  // A word that the machine does not know takes traffic back: the one safe default.
  retryTrouble(watch, 'states').addCatch(ends.rollBack, { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
  watch.next(route(scope, 'Decision', '$.judge.decision', ways, ends.rollBack));
  return shift;
}

function watchTask(scope: Construct, machine: sfn.StateMachine, names: Names): IntegrationTask {
  const input: Record<keyof WatchInput, unknown> = {
    ...rolloutContext,
    step: sfn.JsonPath.numberAt('$.at.step'),
    windowSeconds: sfn.JsonPath.numberAt('$.plan.windowSeconds'),
    judge: { looks: 0 },
  };
  return nestedExecution(scope, 'Watch', {
    kind: 'watch',
    machine,
    names,
    executionName: sfn.JsonPath.format(
      '{}-watch-{}',
      sfn.JsonPath.stringAt('$.runId'),
      sfn.JsonPath.stringAt('$.at.watches'),
    ),
    input,
    timeoutSeconds: rolloutLimitSeconds,
    result: { path: '$.judge', selector: outputOf<RolloutJudgeOutput>('decision', 'step', 'sentence') },
  });
}

/** Both ends read back what serves before the machine believes them. */
class Ends {
  readonly rollBack: IntegrationTask;
  private readonly scope: Construct;
  private readonly functions: Functions<RolloutStep>;
  private readonly verify: sfn.IChainable;

  constructor(scope: Construct, functions: Functions<RolloutStep>) {
    this.scope = scope;
    this.functions = functions;
    this.verify = verifyStates(scope, functions);
    const rollBack = stepTask(scope, 'RollBack', functions['rollout-roll-back'], { payload: rolloutContext, result });
    rollBack.addCatch(failed(scope, 'Stuck'), { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
    retryPatiently(rollBack).next(
      this.ended('RolledBack', { pending: again(scope, rollBack, '$.result.waitSeconds') }),
    );
    this.rollBack = rollBack;
  }

  /** RollBack decides from the channel whether a half-done promotion goes forward or back. */
  promote(held: sfn.IChainable): sfn.IChainable {
    const promote = stepTask(this.scope, 'Promote', this.functions['rollout-promote'], {
      payload: rolloutContext,
      result,
    });
    const pending = again(this.scope, promote, '$.result.waitSeconds');
    guarded(promote, this.rollBack).next(this.ended('Promoted', { pending, held }));
    return promote;
  }

  private ended(name: string, ways: Partial<Record<RolloutOutput['outcome'], sfn.IChainable>>): sfn.Choice {
    const choice = new sfn.Choice(this.scope, name);
    for (const [outcome, next] of Object.entries(ways))
      choice.when(sfn.Condition.stringEquals('$.result.outcome', outcome), next);
    return choice.otherwise(this.verify);
  }
}

const result = { path: '$.result', selector: fieldsOf<RolloutOutput>('outcome', 'sentence', 'waitSeconds') };

function verifyStates(scope: Construct, functions: Functions<RolloutStep>): sfn.IChainable {
  const verify = stepTask(scope, 'Verify', functions['rollout-verify'], {
    payload: { ...rolloutContext, result: sfn.JsonPath.objectAt('$.result') },
    result: { ...result, path: '$.verified' },
  });
  // Not back to RollBack: what was just moved does not answer, and Delivery's recovery looks again from outside.
  verify.addCatch(failed(scope, 'Unverified'), { errors: [sfn.Errors.ALL], resultPath: '$.failure' });
  const done = new sfn.Succeed(scope, 'Done', { outputPath: '$.verified' });
  // Taken back because something broke and not by the judge: that is no verdict on the model, and must not read like one.
  const interrupted = sfn.Condition.and(
    sfn.Condition.isPresent('$.failure'),
    sfn.Condition.or(
      sfn.Condition.stringEquals('$.verified.outcome', 'rolled_back'),
      sfn.Condition.stringEquals('$.verified.outcome', 'inconclusive'),
    ),
  );
  const verified = new sfn.Choice(scope, 'Verified')
    .when(sfn.Condition.stringEquals('$.verified.outcome', 'pending'), again(scope, verify, '$.verified.waitSeconds'))
    .when(interrupted, failed(scope, 'Interrupted'))
    .otherwise(done);
  retryTrouble(verify, 'lambda').next(verified);
  return verify;
}

/** Waits as long as the step says, and asks it again. */
function again(scope: Construct, task: IntegrationTask, path: string): sfn.IChainable {
  const wait = new sfn.Wait(scope, `WaitTo${task.id}`, { time: sfn.WaitTime.secondsPath(path) });
  wait.next(task);
  return wait;
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
