import { askAgainSeconds } from '../../lib/core/rollout/intent.ts';
import { stepNames } from '../../lib/core/step-io.ts';
import { pipeline, type Resource, spelled } from './pipeline.ts';

// biome-ignore lint/suspicious/noExplicitAny: states of a definition differ by type.
type State = any;

const { resources } = pipeline();
const machines = Object.values(resources).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');

function definition(kind: string): { StartAt: string; States: Record<string, State>; TimeoutSeconds: number } {
  const machine = machines.find(({ Metadata }) => Metadata?.signalbox?.machine === kind) as Resource;
  return JSON.parse(spelled(machine.Properties.DefinitionString));
}

/** Every state, those of a map's processor included. */
function statesOf(kind: string): Array<[string, State]> {
  const own = Object.entries(definition(kind).States);
  return own.flatMap(([name, state]) => [
    [name, state],
    ...Object.entries<State>(state.ItemProcessor?.States ?? {}),
  ]) as Array<[string, State]>;
}

const kinds = ['delivery', 'pull_request', 'rollout', 'watch'];
const proving = [
  'Admit',
  'Checks',
  'Image',
  'JudgeImage',
  'Profile',
  'JudgeData',
  'Train',
  'Score',
  'JudgeModel',
  'Settle',
];
const releasing = ['Approve', 'CutRelease', 'Rollout', 'Publish'];

test('the machines have the states of the design, and a pull request none that could release', () => {
  const names = (kind: string) => Object.keys(definition(kind).States);
  expect(names('delivery')).toEqual(expect.arrayContaining([...proving, ...releasing]));
  expect(names('pull_request')).toEqual(expect.arrayContaining(proving));
  expect(names('pull_request').filter((name) => releasing.includes(name))).toEqual([]);
  const rollout = ['Prepare', 'Shift', 'Watch', 'Promote', 'RollBack', 'Verify'];
  expect(names('rollout')).toEqual(expect.arrayContaining(rollout));
  expect(names('watch')).toEqual(expect.arrayContaining(['Bake', 'Judge']));
});

test.each(kinds)('%s: every task has a time limit and a Retry with jitter and a longest delay', (kind) => {
  for (const [name, state] of statesOf(kind).filter(([, { Type }]) => Type === 'Task')) {
    const limited = state.TimeoutSeconds > 0 || state.TimeoutSecondsPath?.startsWith('$.admit.limits.');
    const retriers = state.Retry.filter(({ MaxAttempts }: State) => MaxAttempts !== 0);
    expect({ name, limited, retried: retriers.length > 0 }).toEqual({ name, limited: true, retried: true });
    for (const retrier of retriers)
      expect(retrier).toMatchObject({ JitterStrategy: 'FULL', MaxDelaySeconds: expect.any(Number) });
  }
});

test('a question that could not be asked in time is asked again, and one that nobody answered is not', () => {
  const { Retry, Catch } = definition('delivery').States.Approve;
  const retried = Retry.flatMap(({ ErrorEquals }: State) => ErrorEquals);
  expect(retried).toContain('Sandbox.Timedout');
  expect(retried).not.toContain('States.Timeout');
  expect(Catch[0].ErrorEquals).toEqual(['ApprovalRejected', 'States.Timeout']);
});

test.each(kinds)('%s: nothing retries an InputError', (kind) => {
  for (const [, { Retry = [] }] of statesOf(kind)) {
    const first = Retry.find(({ ErrorEquals }: State) =>
      ErrorEquals.some((name: string) => ['InputError', 'States.ALL', 'States.TaskFailed'].includes(name)),
    );
    expect(first?.MaxAttempts ?? 0).toBe(0);
  }
});

test.each(kinds)('%s: whatever fails is caught, except Settle, which the watchdog repeats from outside', (kind) => {
  const able = Object.entries(definition(kind).States).filter(([, { Type }]) => ['Task', 'Map'].includes(Type));
  const uncaught = able.filter(([, { Catch = [] }]) => !Catch.at(-1)?.ErrorEquals.includes('States.ALL'));
  expect(uncaught.map(([name]) => name)).toEqual(['rollout', 'watch'].includes(kind) ? [] : ['Settle']);
});

test.each(kinds)('%s: every Choice has a Default', (kind) => {
  for (const [name, { Type, Default }] of statesOf(kind)) {
    if (Type === 'Choice') expect({ name, Default }).toEqual({ name, Default: expect.any(String) });
  }
});

test('every way out of a delivery passes through Settle', () => {
  const { States } = definition('delivery');
  const before = (target: string) => Object.keys(States).filter((name) => followers(States[name]).includes(target));
  expect([before('Settled'), before('Failed'), before('WasBroken')]).toEqual([
    ['WasBroken'],
    ['WasBroken'],
    ['Settle'],
  ]);
  expect(Object.values(States).filter(({ Type, End }) => End || ['Succeed', 'Fail'].includes(Type))).toHaveLength(2);
});

test('a rollout that fails anywhere takes traffic back', () => {
  const { States } = definition('rollout');
  for (const name of ['Prepare', 'Shift', 'Watch', 'Promote']) {
    expect(States[name].Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'RollBack' }]);
  }
  for (const name of ['Prepared', 'Shifted', 'Decision']) expect(States[name].Default).toBe('RollBack');
});

test('what is not done yet is asked again after the wait that the step says, and nothing else waits in a rollout', () => {
  const { States } = definition('rollout');
  const asked = {
    Prepare: '$.plan',
    Shift: '$.shift',
    Promote: '$.result',
    RollBack: '$.result',
    Verify: '$.verified',
  };
  for (const [name, path] of Object.entries(asked)) {
    expect(States[`WaitTo${name}`]).toEqual({ Type: 'Wait', SecondsPath: `${path}.waitSeconds`, Next: name });
    const progress = States[States[name].Next];
    expect(progress.Choices.find(({ StringEquals }: State) => StringEquals === 'pending').Next).toBe(`WaitTo${name}`);
  }
  expect(Object.values(States).filter(({ Type }) => Type === 'Wait')).toHaveLength(5);
});

describe('within the 25,000 events of a history', () => {
  // Entered, scheduled, started, succeeded, exited, and submitted where another execution is started; other states: entered, exited.
  const cost = (kind: string, ...names: string[]) => {
    const { States } = definition(kind);
    const of = ({ Type, Resource = '' }: State) => (Type === 'Task' ? (Resource.endsWith('.sync:2') ? 6 : 5) : 2);
    return names.reduce((sum, name) => sum + of(States[name]), 0);
  };
  const looks = definition('watch').States.Decision.Choices[0].And[1].NumericLessThan as number;

  test('an execution of Watch uses up its looks, with room for 3,800 failed calls of the judge', () => {
    expect(looks * cost('watch', 'Bake', 'Judge', 'Decision') + 3 * 3_800).toBeLessThan(24_950);
  });

  test('a shadow of thirty days, every later step taken and each change of traffic as slow as is allowed', () => {
    const { States } = definition('rollout');
    const month = Math.ceil((30 * 86_400) / 60 / looks);
    const steps = 21;
    const watching = (month + steps) * cost('rollout', 'NextWatch', 'Watch', 'Decision');
    const stepping = steps * cost('rollout', 'Advance', 'Shift', 'Shifted');
    const asking = askedIn(7_200) * ((steps + 1) * cost('rollout', 'Shift', 'Shifted', 'WaitToShift'));
    const ending = cost(
      'rollout',
      'Prepare',
      'Prepared',
      'Promote',
      'Promoted',
      'RollBack',
      'RolledBack',
      'Verify',
      'Verified',
    );
    const rollback = 3 * States.RollBack.Retry.at(-1).MaxAttempts;
    expect(watching + stepping + asking + ending + rollback).toBeLessThan(22_000);
  });

  /** How often a step that stays pending is asked in so many seconds. */
  function askedIn(seconds: number): number {
    let times = 0;
    for (let at = 0; at < seconds; at += askAgainSeconds(at * 1000)) times += 1;
    return times;
  }
});

test('every step is called, by a task that calls the function of its own step', () => {
  const stepOf = (arn: string) =>
    resources[/^<(.+)\.Arn>$/.exec(arn)?.[1] ?? '']?.Properties.Environment.Variables.SIGNALBOX_STEP as string;
  const lambdaTasks = kinds.flatMap((kind) =>
    statesOf(kind).flatMap(([name, { Parameters }]) => (Parameters?.FunctionName ? [{ kind, name, Parameters }] : [])),
  );
  const called = new Set(lambdaTasks.map(({ Parameters }) => stepOf(Parameters.FunctionName)));
  expect([...called, 'intake'].sort()).toEqual([...stepNames].sort());
  const words = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(1);
  for (const { kind, name, Parameters } of lambdaTasks) {
    const step = stepOf(Parameters.FunctionName).replace('rollout-', '');
    expect({ kind, name, fits: words(name).startsWith(step) }).toEqual({ kind, name, fits: true });
  }
});

test('each payload says the run and the execution that holds the lease', () => {
  for (const kind of kinds) {
    for (const [name, { Parameters }] of statesOf(kind)) {
      if (!Parameters?.Payload) continue;
      const holder =
        ['rollout', 'watch'].includes(kind) || name === 'ProfileShard' ? '$.executionArn' : '$$.Execution.Id';
      expect(Parameters.Payload).toMatchObject({ 'executionArn.$': holder });
      if (name !== 'RecoverRollout') expect(Parameters.Payload).toMatchObject({ 'runId.$': '$.runId' });
    }
  }
});

function followers(state: State): string[] {
  const branches = [...(state.Choices ?? []), ...(state.Catch ?? [])].map(({ Next }: State) => Next);
  return [state.Next, state.Default, ...branches].filter((name) => name !== undefined);
}

test.each(['delivery', 'pull_request'])(
  '%s: an image is judged by its scan only where that is asked for, and before anything is trained',
  (kind) => {
    const { States } = definition(kind);
    expect(States.Image.Next).toBe('ScanNeeded');
    expect(States.ScanNeeded).toMatchObject({
      Choices: [{ Variable: '$.admit.phases.scan', BooleanEquals: true, Next: 'JudgeImage' }],
      Default: 'Profile',
    });
    expect(States.ImageVerdict.Choices.map(({ StringEquals, Next }: State) => [StringEquals, Next])).toEqual([
      ['pass', 'Profile'],
      ['fail', 'RejectedByScan'],
      ['inconclusive', 'InconclusiveByScan'],
    ]);
    // A build that failed ends elsewhere: it has a failure to pass on, and a verdict has none.
    expect(States.RejectedByScan.Result).toEqual({ outcome: 'rejected', gate: 'image', failure: null });
    expect(States.RejectedByImage.Parameters).toMatchObject({ gate: 'image', 'failure.$': '$.failure' });
  },
);
