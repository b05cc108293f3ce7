import { layout } from '../../lib/core/store-layout.ts';
import { provingSteps } from '../../lib/infra/steps.ts';
import { drops } from '../scenarios/workloads.ts';
import type { Call } from '../support/iam.ts';
import type { Resource } from './pipeline.ts';
import { callsOf } from './pull-request/build-calls.ts';
import { type Recorded, record } from './pull-request/recorded-run.ts';
import {
  asked,
  generous,
  images,
  ours,
  projectRole,
  roleOf,
  stepRole,
  store,
  type Template,
} from './pull-request/template.ts';

/** Those of the calls that the step's role may not make, in words. */
function refused(template: Template, calls: Map<string, Call[]>): string[] {
  return [...calls].flatMap(([step, made]) =>
    made.flatMap((call) => {
      const answer = template.iam.ask(stepRole(template, step), call);
      return answer === 'allowed'
        ? []
        : [`${step}: ${call.action} ${call.resource} ${JSON.stringify(call.context ?? {})}: ${answer}`];
    }),
  );
}

let passed: Recorded;
beforeAll(async () => {
  passed = await record({ rows: drops.more, on: 'sample' });
}, 180_000);

describe('every call that a run of a pull request makes is allowed to the step that makes it', () => {
  test('when it passes', () => {
    expect(passed.outcome).toBe('passed');
    expect([...passed.calls.keys()].sort()).toEqual([...provingSteps].sort());
    const table = [...passed.calls].map(([step, calls]) => {
      const actions = new Set(calls.map(({ action }) => action));
      return `${step.padEnd(12)} ${String(calls.length).padStart(3)} calls: ${[...actions].sort().join(', ')}`;
    });
    console.log(table.join('\n'));
    expect(refused(ours, passed.calls)).toEqual([]);
  });

  test('when its data is rejected', async () => {
    const rejected = await record({ rows: drops.poisoned, on: 'sample' });
    expect(rejected.outcome).toBe('rejected');
    expect(refused(ours, rejected.calls)).toEqual([]);
  });

  test("on the champion's data where the pipeline allows that, and only there", async () => {
    const trained = await record({ rows: '', on: 'champion' });
    expect(trained.outcome).toBe('passed');
    expect(refused(generous, trained.calls)).toEqual([]);
    expect(refused(ours, trained.calls)).toEqual([
      expect.stringMatching(/^profile: s3:GetObjectVersion .*\/incoming\/iris\//),
    ]);
  });
});

test.each(['checks', 'image', 'train'] as const)(
  'every call that the %s build of a pull request makes is allowed to it',
  (project) => {
    const source = `${store}/${passed.sourceKey}`;
    const calls = [
      asked('s3:GetObject', source),
      asked('s3:GetObjectVersion', source),
      ...callsOf(passed.buildspecs[project], { store, images: images.theirs }),
    ];
    expect(calls.length).toBeGreaterThan(2);
    const role = projectRole(ours, project);
    expect(calls.filter((call) => ours.iam.ask(role, call) !== 'allowed')).toEqual([]);
  },
);

test("every call that a pull request's machine makes is allowed to it", () => {
  const id = ours.id('AWS::StepFunctions::StateMachine', 'PullRequest');
  const machine = ours.resources[id] as Resource;
  const text = ours.resolver.text(machine.Properties.DefinitionString);
  const functions = [...text.matchAll(/"FunctionName":"([^"]+)"/g)].map(([, arn]) =>
    asked('lambda:InvokeFunction', String(arn)),
  );
  const projects = [...text.matchAll(/"ProjectName":"([^"]+)"/g)].map(([, name]) =>
    asked('codebuild:StartBuild', `arn:aws:codebuild:local:000000000000:project/${name}`),
  );
  expect([functions.length, projects.length]).toEqual([provingSteps.length, 3]);
  const calls = [
    ...functions,
    ...projects,
    asked('s3:GetObject', `${store}/${layout.shards(passed.runId)}`),
    asked('states:StartExecution', ours.resolver.arnOf(id)),
  ];
  const role = roleOf(machine, 'RoleArn');
  expect(calls.filter((call) => ours.iam.ask(role, call) !== 'allowed')).toEqual([]);
});
