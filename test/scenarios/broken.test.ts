import type { ProjectName, StepName } from '../../lib/core/step-io.ts';
import { TaskFailure } from '../../lib/local/states-language/errors.ts';
import { buildFailure } from '../../lib/local/tasks/build-failure.ts';
import { ended, ending, promoted, releaseKeys, takenBack } from './ending.ts';
import type { Around, ScenarioPlace } from './place.ts';
import { assembly, championPlace } from './scenario.ts';
import { drops, pushed, withPolicy } from './workloads.ts';

/** What a bug in a step looks like to the machine: nothing retries it. `InputError` is what even patience does not repeat. */
function thrown(error: 'InternalError' | 'InputError' = 'InternalError'): TaskFailure {
  return new TaskFailure(
    error,
    JSON.stringify({ errorType: error, errorMessage: 'out-of-order: the scenario broke it' }),
  );
}

type When = 'before' | 'after';
const breaking =
  (when: When, failure: TaskFailure): Around =>
  async (run) => {
    if (when === 'after') await run();
    throw failure;
  };

interface Row {
  /** Breaks the task before it did anything, or after it did everything: its answer is lost. */
  break: (place: ScenarioPlace, when: When) => void;
  /** Where 1.1.0 would have replaced 1.0.0. */
  end: Record<When, Record<string, unknown>>;
}

const broken = (why = /nothing was decided: the scenario broke it; 1\.0\.0 serves on$/) =>
  ended('broken', null, why, 'FAILED');
const step = (name: StepName, error?: Parameters<typeof thrown>[0]) => (place: ScenarioPlace, when: When) => {
  place.around.set(name, breaking(when, thrown(error)));
};
/** CodeBuild itself fails, not the workload's command. */
const project = (name: ProjectName) => (place: ScenarioPlace, when: When) => {
  place.around.set(name, breaking(when, buildFailure('FAULT', 'the scenario broke it')));
};

const same = (end: Record<string, unknown>): Record<When, Record<string, unknown>> => ({ before: end, after: end });
const nothing = { ...broken(), ...promoted('1.0.0') };
const untouched = same(nothing);
const cut = { ...broken(), ...promoted('1.0.0'), releases: releaseKeys('1.0.0', '1.1.0') };
const back = { ...broken(), ...takenBack('1.1.0') };
const afterwards = {
  ...broken(/^1\.1\.0 serves, but something failed to run after that: the scenario broke it$/),
  ...promoted('1.0.0', '1.1.0'),
};
const forward = { ...ended('released', null, /^released 1\.1\.0/), ...promoted('1.0.0', '1.1.0') };

/** Every Task state of Delivery, Rollout and Watch, by name. */
const rows: Record<string, Row> = {
  Admit: { break: step('admit'), end: untouched },
  Checks: { break: project('checks'), end: untouched },
  Image: { break: project('image'), end: untouched },
  JudgeImage: { break: step('judge-image'), end: untouched },
  ProfileShard: { break: step('profile'), end: same({ ...nothing, ...broken(/tolerated failure threshold/) }) },
  JudgeData: { break: step('judge-data'), end: untouched },
  Train: { break: project('train'), end: untouched },
  Score: { break: step('score'), end: untouched },
  JudgeModel: { break: step('judge-model'), end: untouched },
  PlanRelease: { break: step('plan-release'), end: untouched },
  Approve: { break: step('approve'), end: untouched },
  CutRelease: { break: step('cut-release'), end: { before: untouched.before, after: cut } },
  Rollout: {
    break: (place, when) => void place.around.set('rollout', breaking(when, thrown())),
    end: { before: cut, after: afterwards },
  },
  RecoverRollout: { break: breakRecovery, end: { before: back, after: back } },
  Publish: { break: step('publish'), end: same(afterwards) },
  Settle: { break: step('settle', 'InputError'), end: same({ ...forward, execution: 'FAILED' }) },
  Prepare: { break: step('rollout-prepare'), end: { before: cut, after: back } },
  Shift: { break: step('rollout-shift'), end: same(back) },
  // It fails when its judge does.
  Watch: { break: step('rollout-judge', 'InputError'), end: same(back) },
  Judge: { break: step('rollout-judge'), end: same(back) },
  Promote: { break: step('rollout-promote'), end: { before: back, after: forward } },
  RollBack: { break: breakRollBack, end: same(back) },
  Verify: { break: step('rollout-verify'), end: same(afterwards) },
};

/** What a policy must ask for, so that a run comes by the state at all. */
const policies: Record<string, string> = {
  JudgeImage: 'image: { failOn: high }',
  Approve: 'release: { approval: always }',
};

/** The rollout dies in the middle, and so does the first attempt to recover it. The watchdog comes after both. */
function breakRecovery(place: ScenarioPlace, when: When): void {
  place.around.set('rollout-judge', breaking('before', thrown()));
  place.around.set('rollout-roll-back', breaking('before', thrown('InputError')));
  let first = true;
  place.around.set('recover', (run) => {
    const around = first ? breaking(when, thrown()) : (again: typeof run) => again();
    first = false;
    return around(run);
  });
}

function breakRollBack(place: ScenarioPlace, when: When): void {
  place.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  place.around.set('rollout-roll-back', breaking(when, thrown('InputError')));
}

interface States {
  [name: string]: { Type: string; TimeoutSeconds?: number; ItemProcessor?: { States: States } };
}

function tasksIn(states: States): string[] {
  return Object.entries(states).flatMap(([name, { Type, ItemProcessor }]) => [
    ...(Type === 'Task' ? [name] : []),
    ...(ItemProcessor ? tasksIn(ItemProcessor.States) : []),
  ]);
}

test('every task of Delivery, Rollout and Watch has its scenario here', async () => {
  const { delivery, rollout, watch } = (await assembly()).machines;
  const tasks = [delivery, rollout, watch].flatMap(({ definition }) =>
    tasksIn((definition as { States: States }).States),
  );
  expect(Object.keys(rows).sort()).toEqual(tasks.sort());
});

describe.each(['before', 'after'] as const)('a run whose task breaks, %s it did its work,', (when) => {
  test.each(Object.keys(rows))('%s: ends with one release serving and the lease free', async (state) => {
    const row = rows[state] as Row;
    const place = await championPlace();
    row.break(place, when);
    const asked = policies[state];
    const source = asked ? await withPolicy(asked) : await pushed();
    const { runId } = await place.drop(drops.more, source);
    await place.drain();
    expect(await ending(place, runId)).toEqual(row.end[when]);
  });
});

test.each([
  ['Checks', 'checks'],
  ['Image', 'image'],
  ['Train', 'train'],
] as const)(
  '%s: a build that never comes back is broken at the limit of its state, and aborted',
  async (state, name) => {
    const { States } = (await assembly()).machines.delivery.definition as { States: States };
    const place = await championPlace();
    place.projects.ways[name] = 'hangs';
    place.timer.overrun.add(States[state]?.TimeoutSeconds ?? 0);
    const { runId } = await place.drop(drops.more, await pushed());
    await place.drain();
    const end = broken(/nothing was decided: it did not end within its time limit; 1\.0\.0 serves on$/);
    expect(await ending(place, runId)).toEqual({ ...promoted('1.0.0'), ...end });
  },
);
