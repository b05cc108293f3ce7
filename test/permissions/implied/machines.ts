import { callsOf, type StateCall } from '../../infra/api-calls.ts';
import type { Call } from '../../support/iam.ts';
import { keyOf, withKey } from '../authorized/key.ts';
import { arn, asked } from '../authorized/rule.ts';
import type { Deployed } from '../deployed/template.ts';
import type { Implied, RoleCall } from './implied.ts';

/** A text of a definition with everything that a run puts in. */
const said = (value: unknown): string => String(value);

/** What `States.Format('…{}…', $.runId)` makes for a run of these ids. */
function formatted(text: string, runId: string): string {
  const [, format] = /^States\.Format\('([^']*)'/.exec(text) ?? [];
  if (format === undefined) throw new Error(`${text} is no States.Format`);
  return format.replace('{}', runId).replaceAll('{}', 'part');
}

/** Step Functions learns of a job's end through a rule that it makes itself. */
const ruleOf = (name: string): Call[] =>
  ['PutTargets', 'PutRule', 'DescribeRule'].map((action) => asked(`events:${action}`, arn('events', `rule/${name}`)));

/** On the log of an endpoint on which a version is tried, of a delivery or of a pull request. */
function ofProofs(deployed: Deployed, action: string): Call[] {
  return (['DeliveryLane', 'PullRequestLane'] as const).map((lane) => {
    const { SIGNALBOX_SERVED_ENDPOINT: endpoint } = deployed.environmentOf(deployed.functionOf('score', lane));
    return asked(`logs:${action}`, arn('logs', `log-group:/aws/sagemaker/Endpoints/${endpoint}-proof-0:log-stream:a`));
  });
}

interface Machine {
  deployed: Deployed;
  name: string;
  runId: string;
}

const integrations: Record<string, (parameters: Record<string, unknown>, machine: Machine) => Call[]> = {
  'lambda:Invoke': ({ FunctionName }) => [asked('lambda:InvokeFunction', said(FunctionName))],
  'codebuild:StartBuild': ({ ProjectName }) => [
    ...['StartBuild', 'StopBuild', 'BatchGetBuilds', 'BatchGetReports'].map((action) =>
      asked(`codebuild:${action}`, arn('codebuild', `project/${ProjectName}`)),
    ),
    ...ruleOf('StepFunctionsGetEventForCodeBuildStartBuildRule'),
  ],
  'states:StartExecution': ({ StateMachineArn }) => {
    const execution = `${said(StateMachineArn).replace(':stateMachine:', ':execution:')}:of-a-run`;
    return [
      asked('states:StartExecution', said(StateMachineArn)),
      ...['DescribeExecution', 'StopExecution'].map((action) => asked(`states:${action}`, execution)),
      ...ruleOf('StepFunctionsGetEventsForStepFunctionsExecutionRule'),
    ];
  },
  'sagemaker:CreateTrainingJob': ({ RoleArn }, { runId }) => [
    ...['CreateTrainingJob', 'DescribeTrainingJob', 'StopTrainingJob'].map((action) =>
      asked(`sagemaker:${action}`, arn('sagemaker', `training-job/${runId}-0`)),
    ),
    asked('iam:PassRole', said(RoleArn), { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
    ...ruleOf('StepFunctionsGetEventsForSageMakerTrainingJobsRule'),
  ],
  'cloudwatchlogs:CreateLogGroup': (_, { deployed }) => ofProofs(deployed, 'CreateLogGroup'),
  'cloudwatchlogs:PutRetentionPolicy': (_, { deployed }) => ofProofs(deployed, 'PutRetentionPolicy'),
  's3:GetObject': ({ Bucket, 'Key.$': key }, { deployed, runId }) => {
    const id = deployed.named('AWS::S3::Bucket', said(Bucket));
    const object = `${deployed.resolver.arnOf(id)}/${formatted(said(key), runId)}`;
    return [asked('s3:GetObject', object), ...withKey(deployed, keyOf(deployed, id), 'Decrypt')];
  },
  's3:CopyObject': ({ Bucket, 'Key.$': key, 'CopySource.$': source }, { deployed, runId }) => {
    const id = deployed.named('AWS::S3::Bucket', said(Bucket));
    return [
      asked('s3:GetObject', `arn:aws:s3:::${formatted(said(source), runId)}`),
      asked('s3:PutObject', `${deployed.resolver.arnOf(id)}/${formatted(said(key), runId)}`, {
        's3:ObjectCreationOperation': 'true',
      }),
      ...withKey(deployed, keyOf(deployed, id), 'Decrypt', 'GenerateDataKey'),
    ];
  },
};

/** A distributed map runs as executions of its own machine, and is redriven as one. */
function ofMap({ name }: Machine, label: string): Call[] {
  const children = arn('states', `execution:${name}`);
  return [
    asked('states:StartExecution', arn('states', `stateMachine:${name}`)),
    ...['DescribeExecution', 'StopExecution'].map((action) => asked(`states:${action}`, `${children}:child`)),
    asked('states:RedriveExecution', `${children}/${label}:child`),
  ];
}

/** What a machine does for its own log and traces. */
const around = [
  ...['Create', 'Get', 'Update', 'Delete'].map((what) => `logs:${what}LogDelivery`),
  ...['ListLogDeliveries', 'PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'].map(
    (what) => `logs:${what}`,
  ),
  ...['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'].map(
    (what) => `xray:${what}`,
  ),
].map((action) => asked(action, '*'));

/** What the states of every machine call by themselves. */
export const machines: Implied = (deployed) =>
  deployed.ofType('AWS::StepFunctions::StateMachine').flatMap(([id, { DefinitionString }]): RoleCall[] => {
    const definition = JSON.parse(deployed.text(DefinitionString));
    const name = deployed.resolver.nameOf(id);
    const runId = name.endsWith('pull-request') ? 'pull-request-0123456789ab-1' : 'data-0123456789ab-1';
    const machine: Machine = { deployed, name, runId };
    const role = deployed.roleOf(id, 'RoleArn');
    const ofState = ({ state, service, operation, parameters }: StateCall): RoleCall[] => {
      const integration = integrations[`${service}:${operation}`];
      if (!integration) throw new Error(`nobody said what IAM is asked for ${service}:${operation} of a state`);
      const calls = integration(parameters as Record<string, unknown>, machine);
      return calls.map((call) => ({ role, call, by: `${name}, ${state}` }));
    };
    const labels = Object.values<{ Label?: string; ItemProcessor?: object }>(definition.States).flatMap((state) =>
      state.ItemProcessor ? [state.Label ?? 'Map'] : [],
    );
    return [
      ...callsOf(definition).flatMap(ofState),
      ...labels.flatMap((label) => ofMap(machine, label).map((call) => ({ role, call, by: `${name}, ${label}` }))),
      ...around.map((call) => ({ role, call, by: `${name}, its log and traces` })),
    ];
  });
