import { pipeline, type Resource, spelled } from '../infra/pipeline.ts';
import type { Answer } from './call.ts';
import { after, type Machine } from './machine.ts';

// biome-ignore lint/suspicious/noExplicitAny: states of a definition differ by type.
type State = any;

const { resources } = pipeline();

function statesOf(kind: string): Record<string, State> {
  const isThis = ({ Type, Metadata }: Resource) =>
    Type === 'AWS::StepFunctions::StateMachine' && Metadata?.signalbox?.machine === kind;
  const machine = Object.values(resources).find(isThis) as Resource;
  return JSON.parse(spelled(machine.Properties.DefinitionString)).States;
}

const rollout = statesOf('rollout');
const tasks = Object.keys(rollout).filter((name) => rollout[name].Type === 'Task');

/** What decides where it goes from a task: the word that it answered, and whether a Catch was taken before. */
interface Facts {
  word: string;
  failed: boolean;
}

function holds(rule: State, facts: Facts): boolean {
  if (rule.And) return rule.And.every((one: State) => holds(one, facts));
  if (rule.Or) return rule.Or.some((one: State) => holds(one, facts));
  if (rule.IsPresent !== undefined) return facts.failed === rule.IsPresent;
  if (rule.StringEquals === undefined) throw new Error(`this test does not know ${JSON.stringify(rule)}`);
  return rule.StringEquals === facts.word;
}

/** The next task on the way, or how Delivery goes on after the end: it settles what succeeded, and recovers what failed. */
function defined(name: string, facts: Facts): string {
  const state = rollout[name];
  if (state.Type === 'Task') return name;
  if (state.Type === 'Succeed') return 'Settle';
  if (state.Type === 'Fail') return 'Recover';
  const chosen = (state.Choices ?? []).find((rule: State) => holds(rule, facts));
  return defined(chosen?.Next ?? state.Default ?? state.Next, facts);
}

/** The words that any choice of the definition knows, and one that none does. */
const words = [
  ...new Set(Object.values(rollout).flatMap((state) => JSON.stringify(state).match(/(?<="StringEquals":")\w+/g) ?? [])),
  'unheard-of',
];

/** The driver has the judge's word where the definition has Watch. */
const driven = (name: string) => (name === 'Watch' ? 'Judge' : name) as Machine['at'];

function went(name: string, failed: boolean, answer: Answer): string {
  const context = { runId: 'run', executionArn: 'arn', version: '1.0.0', token: 1, startedAt: '' };
  const next = after({ at: driven(name), context, step: 0, result: null, failed, tries: 99 }, answer);
  return 'machine' in next ? next.machine.at : next.ended;
}

test('the tasks of Rollout are those that the driver knows', () => {
  const known: Array<Machine['at']> = ['Prepare', 'Shift', 'Watch', 'Promote', 'RollBack', 'Verify'];
  expect(tasks.sort()).toEqual(known.sort());
  expect(words.length).toBeGreaterThan(8);
});

describe.each(tasks)('%s', (name) => {
  test.each(words.flatMap((word) => [false, true].map((failed) => ({ word, failed }))))(
    'goes the same way after $word in the definition and in the driver (a Catch before: $failed)',
    (facts) => {
      const { word } = facts;
      const value = { progress: word, decision: word, outcome: word, waitSeconds: 1, step: 0 };
      expect(went(name, facts.failed, { value })).toBe(defined(rollout[name].Next, facts));
    },
  );

  test('goes the same way after an error that no Retry helps with', () => {
    const [caught] = rollout[name].Catch;
    expect(caught.ErrorEquals).toEqual(['States.ALL']);
    const error = Object.assign(new Error('broken'), { name: 'InputError' });
    expect(went(name, false, { error })).toBe(defined(caught.Next, { word: '', failed: true }));
  });
});

test('Watch asks the judge again while there is nothing to do, as the driver does', () => {
  const watch = statesOf('watch');
  expect(watch.Bake.Next).toBe('Judge');
  expect(watch.Judge.Next).toBe('Decision');
  expect(watch.Decision.Choices.map(({ Next }: State) => Next)).toEqual(['Bake']);
  expect(watch[watch.Decision.Default].Type).toBe('Succeed');
  expect(went('Watch', false, { value: { decision: 'continue', step: 0 } })).toBe('Watch');
});
