import { definitions } from '../../../../../lib/cli/deployed/doctor/checks/definitions.ts';
import { Resolver } from '../../../../../lib/local/assembly/resolve.ts';
import { pipeline } from '../../../../infra/pipeline.ts';
import { resolvedText } from '../../../../support/resolved-text.ts';
import { patient } from '../patient.ts';

const { resources, ofType } = pipeline();
const template = { file: 'iris.json', text: JSON.stringify({ Resources: resources }) };
const kinds = { delivery: 'delivery', 'pull-request': 'pull_request', rollout: 'rollout' };

/** What is deployed of this template, with an edit to each definition. */
async function look(edit = (_kind: string, text: string) => text) {
  const resolver = new Resolver(resources);
  const seen = await patient({
    DescribeStateMachine: ({ stateMachineArn }: { stateMachineArn: string }) => {
      const kind = kinds[stateMachineArn.split(':').at(-1) as keyof typeof kinds];
      const [, made] =
        ofType('AWS::StepFunctions::StateMachine').find(([, one]) => one.Metadata?.signalbox?.machine === kind) ?? [];
      return { definition: edit(kind, resolvedText(resolver, made?.Properties.DefinitionString)) };
    },
  } as never);
  return definitions.look({ ...seen, template });
}

test('what was deployed of a template is as in it, whatever names it was given', async () => {
  expect((await look()).map(({ state, sentence }) => `${state} ${sentence}`)).toEqual([
    'ok delivery is as in iris.json',
    'ok pull_request is as in iris.json',
    'ok rollout is as in iris.json',
  ]);
});

test('a state that was changed by hand is found', async () => {
  const said = await look((kind, text) =>
    kind === 'rollout' ? text.replace('"MaxAttempts":6', '"MaxAttempts":7') : text,
  );
  expect(said.map(({ state }) => state)).toEqual(['ok', 'ok', 'fail']);
  expect(said[2]?.sentence).toBe('rollout is another than in iris.json');
});

test('without a template nothing is said', async () => {
  expect(await definitions.look(await patient())).toEqual([]);
});
