import { aws_logs as logs } from 'aws-cdk-lib';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { onGitHub } from './connected.ts';
import { pipeline, spelled } from './pipeline.ts';
import { targetProps } from './target-props.ts';

const connected = pipeline((stack) => ({
  ...onGitHub(stack),
  frontDoor: true,
  logRetention: logs.RetentionDays.ONE_WEEK,
}));
const made = Object.entries(targetProps).map(([name, props]) => [name, pipeline(() => props)] as const);

const groupsOf = ({ ofType }: typeof connected) => ofType('AWS::Logs::LogGroup');

test('every log is forgotten after the time that was said', () => {
  const days = groupsOf(connected).map(([, { Properties }]) => Properties.RetentionInDays);
  expect(days.length).toBeGreaterThan(40);
  expect(new Set(days)).toEqual(new Set([7]));
});

test.each(made)('every log is forgotten, after three months where nothing is said: %s', (_, one) => {
  expect(new Set(groupsOf(one).map(([, { Properties }]) => Properties.RetentionInDays))).toEqual(new Set([90]));
});

test.each([['connected', connected] as const, ...made])(
  'functions, builds and machines write to a group of the stack, and to none that AWS makes and keeps for ever: %s',
  (_, one) => {
    const groups = new Set(groupsOf(one).map(([id]) => id));
    const writers = [
      ...one.ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties.LoggingConfig.LogGroup),
      ...one
        .ofType('AWS::CodeBuild::Project')
        .map(([, { Properties }]) => Properties.LogsConfig.CloudWatchLogs.GroupName),
      ...one
        .ofType('AWS::StepFunctions::StateMachine')
        .map(
          ([, { Properties }]) => Properties.LoggingConfiguration.Destinations[0].CloudWatchLogsLogGroup.LogGroupArn,
        ),
    ];
    expect(writers.length).toBeGreaterThan(30);
    for (const writer of writers) expect(groups).toContain(spelled(writer).slice(1, -1).split('.')[0]);
  },
);

test.each([
  ['lambda-alias', ['/aws/lambda/signalbox-iris-model', '/aws/lambda/signalbox-iris-model-pull-request']],
  ['sagemaker-endpoint', ['/aws/sagemaker/Endpoints/iris-model', '/aws/sagemaker/Endpoints/iris-model-pr']],
])('what serves writes to a group that is made before it, under the name that AWS gives it: %s', (name, expected) => {
  const one = made.find(([other]) => other === name)?.[1] ?? connected;
  const names = groupsOf(one).flatMap(([, { Properties }]) => Properties.LogGroupName ?? []);
  const served = names.filter((group) => /^\/aws\/(lambda|sagemaker)\//.test(String(group)));
  expect(served.sort()).toEqual(expected);
});

test.each([['connected', connected] as const, ...made])('every function and machine is traced: %s', (_, one) => {
  for (const [, { Properties }] of one.ofType('AWS::Lambda::Function')) {
    expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    expect(Properties.LoggingConfig.LogFormat).toBe('JSON');
  }
  for (const [, { Properties }] of one.ofType('AWS::StepFunctions::StateMachine'))
    expect(Properties.TracingConfiguration).toEqual({ Enabled: true });
});

test('the log of an endpoint on which a version is tried is kept as long as others, by whoever hears of it', () => {
  const one = pipeline(() => ({ ...targetProps['sagemaker-endpoint'], logRetention: logs.RetentionDays.ONE_WEEK }));
  const [rule] = one.ofType('AWS::Events::Rule').filter(([id]) => id.includes('ProofLogs'));
  expect(rule?.[1].Properties.EventPattern).toEqual({
    source: ['aws.sagemaker'],
    'detail-type': ['SageMaker Endpoint State Change'],
    detail: { EndpointName: [{ prefix: 'iris-model-proof-' }, { prefix: 'iris-model-pr-proof-' }] },
  });
  const [machine] = one.ofType('AWS::StepFunctions::StateMachine').filter(([id]) => id.includes('ProofLogs'));
  const { StartAt, States } = JSON.parse(spelled(machine?.[1].Properties.DefinitionString));
  expect(States[StartAt]).toMatchObject({
    Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'KeepFor' }],
    Next: 'KeepFor',
  });
  expect(States.KeepFor.Parameters).toEqual({
    'LogGroupName.$': "States.Format('/aws/sagemaker/Endpoints/{}', $.detail.EndpointName)",
    RetentionInDays: 7,
  });
});

test.each<[string, Partial<ModelDeliveryProps>]>([
  ['a Lambda function, where nothing is tried on endpoints', {}],
  [
    'logs that are to be kept for ever',
    { ...targetProps['sagemaker-endpoint'], logRetention: logs.RetentionDays.INFINITE },
  ],
])('nobody looks after logs of endpoints with %s', (_, props) => {
  const ids = Object.keys(pipeline(() => props).resources);
  expect(ids.filter((id) => id.includes('ProofLogs'))).toEqual([]);
});
