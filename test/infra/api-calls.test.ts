import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Training } from '../../lib/infra/training/factories.ts';
import { Resolver } from '../../lib/local/assembly/resolve.ts';
import { resolvedText } from '../support/resolved-text.ts';
import { callsOf, faultsOf, type StateCall } from './api-calls.ts';
import { onGitHub } from './connected.ts';
import { pipeline } from './pipeline.ts';
import { targetProps } from './target-props.ts';

const instanceType = ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.XLARGE);

/** A laptop's region is none that AWS has. */
const deployed = (definition: string) => definition.replaceAll(/(:|\.)local(:|\.)/g, '$1eu-west-1$2');

function callsIn({ resources, ofType }: ReturnType<typeof pipeline>): StateCall[] {
  const resolver = new Resolver(resources as never);
  return ofType('AWS::StepFunctions::StateMachine').flatMap(([, { Properties, Metadata }]) =>
    callsOf(JSON.parse(deployed(resolvedText(resolver, Properties.DefinitionString)))).map((call) => ({
      ...call,
      state: `${Metadata?.signalbox?.machine}/${call.state}`,
    })),
  );
}

const calls = [
  ...callsIn(pipeline(onGitHub)),
  ...callsIn(pipeline(() => ({ ...targetProps['sagemaker-endpoint'] }))),
  ...callsIn(pipeline(() => ({ training: Training.sagemaker({ instanceType, spot: true }) }))),
];

test('every call that a machine makes of a service has names and types that the published API model has', () => {
  expect(calls.flatMap(faultsOf)).toEqual([]);
  const made = new Set(calls.map(({ service, operation }) => `${service}:${operation}`));
  expect([...made].sort()).toEqual([
    'cloudwatchlogs:CreateLogGroup',
    'cloudwatchlogs:PutRetentionPolicy',
    'codebuild:StartBuild',
    'lambda:Invoke',
    's3:CopyObject',
    's3:GetObject',
    'sagemaker:CreateTrainingJob',
    'states:StartExecution',
  ]);
});

const planted = (parameters: object, operation = 'StartBuild', service = 'codebuild'): StateCall => ({
  state: 'Planted',
  service,
  operation,
  parameters,
});

test.each<[string, StateCall, string]>([
  ['a misspelt parameter', planted({ ProjectNames: 'p' }), 'Planted.ProjectNames: unknown'],
  ['a misspelt parameter that is made later', planted({ 'ProjctName.$': '$.p' }), 'Planted.ProjctName: unknown'],
  ["a name in the API's own case", planted({ projectName: 'p' }), 'Planted.projectName in lower case: unknown'],
  [
    'a misspelt parameter deep inside',
    planted({ ProjectName: 'p', EnvironmentVariablesOverride: [{ Name: 'A', Valeu: 'b' }] }),
    'Planted.environmentVariablesOverride[0].Valeu: unknown',
  ],
  ['a number for a text', planted({ ProjectName: 5 }), 'Planted.projectName: not a string'],
  ['a missing parameter', planted({}), 'Planted.projectName: required'],
  [
    'a word that is none of those known',
    planted({ ProjectName: 'p', ArtifactsOverride: { Type: 'S4' } }),
    'S4 is none of',
  ],
  ['a call that there is not', planted({}, 'StartBuilds'), 'codebuild has no StartBuilds'],
])('what the model does not know is found: %s', (_, call, sentence) => {
  expect(faultsOf(call).join('\n')).toContain(sentence);
});

test('a path, an intrinsic function and JSON for a function are of whatever type they turn out to be', () => {
  expect(faultsOf(planted({ 'ProjectName.$': "States.Format('{}', $.p)" }))).toEqual([]);
  expect(faultsOf(planted({ FunctionName: 'f', Payload: { any: ['thing'] } }, 'Invoke', 'lambda'))).toEqual([]);
});
