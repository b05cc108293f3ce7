import type { Call } from '../../support/iam.ts';
import { keyOf, withKey } from '../authorized/key.ts';
import { asked } from '../authorized/rule.ts';
import type { Deployed } from '../deployed/template.ts';
import type { Implied, RoleCall } from './implied.ts';

const traces = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'].map((action) => asked(action, '*'));

/** Lambda takes messages off a queue, and gives them back, as the function. */
const taken = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];

/** Every function writes its log and its traces. */
export const functions: Implied = (deployed) =>
  deployed.ofType('AWS::Lambda::Function').flatMap(([id, { LoggingConfig, TracingConfig }]): RoleCall[] => {
    const { LogGroup } = LoggingConfig as { LogGroup: unknown };
    const { Mode } = TracingConfig as { Mode: string };
    const calls = [...logged(deployed, LogGroup), ...(Mode === 'Active' ? traces : [])];
    return calls.map((call) => ({ role: deployed.roleOf(id), call, by: `${id}, its log and traces` }));
  });

export function logged(deployed: Deployed, logGroup: unknown): Call[] {
  const group = deployed.arnOf('AWS::Logs::LogGroup', deployed.text(logGroup)).replace(/:\*$/, '');
  return ['CreateLogStream', 'PutLogEvents'].map((action) => asked(`logs:${action}`, `${group}:log-stream:a`));
}

/** Queues that feed functions, and those that take what a function failed at. */
export const queues: Implied = (deployed) => [
  ...deployed.ofType('AWS::Lambda::EventSourceMapping').flatMap(([id, { EventSourceArn, FunctionName }]) => {
    const queue = queueOf(deployed, EventSourceArn);
    const calls = [
      ...taken.map((action) => asked(`sqs:${action}`, deployed.resolver.arnOf(queue))),
      ...withKey(deployed, keyOf(deployed, queue), 'Decrypt'),
    ];
    return calls.map((call) => ({ role: roleOf(deployed, FunctionName), call, by: id }));
  }),
  ...deployed.ofType('AWS::Lambda::EventInvokeConfig').flatMap(([id, { DestinationConfig, FunctionName }]) => {
    const { OnFailure } = DestinationConfig as { OnFailure: { Destination: unknown } };
    const queue = queueOf(deployed, OnFailure.Destination);
    const calls = [
      asked('sqs:SendMessage', deployed.resolver.arnOf(queue)),
      ...withKey(deployed, keyOf(deployed, queue), 'GenerateDataKey', 'Decrypt'),
    ];
    return calls.map((call) => ({ role: roleOf(deployed, FunctionName), call, by: id }));
  }),
];

/** A rule that starts a machine does so as a role of its own. */
export const rules: Implied = (deployed) =>
  deployed.ofType('AWS::Events::Rule').flatMap(([id, { Targets = [] }]) =>
    (Targets as Array<{ Arn: unknown; RoleArn?: { 'Fn::GetAtt': [string] } }>).flatMap(({ Arn, RoleArn }) => {
      if (RoleArn === undefined) return [];
      return [{ role: RoleArn['Fn::GetAtt'][0], call: asked('states:StartExecution', deployed.text(Arn)), by: id }];
    }),
  );

/** A schedule puts its message on a queue, and what it failed at on another. */
export const schedules: Implied = (deployed) =>
  deployed.ofType('AWS::Scheduler::Schedule').flatMap(([id, { Target }]) => {
    const { Arn, DeadLetterConfig, RoleArn } = Target as {
      Arn: unknown;
      DeadLetterConfig?: { Arn: unknown };
      RoleArn: { 'Fn::GetAtt': [string] };
    };
    return [Arn, ...(DeadLetterConfig ? [DeadLetterConfig.Arn] : [])].flatMap((target) => {
      const queue = queueOf(deployed, target);
      const calls = [
        asked('sqs:SendMessage', deployed.resolver.arnOf(queue)),
        ...withKey(deployed, keyOf(deployed, queue), 'GenerateDataKey', 'Decrypt'),
      ];
      return calls.map((call) => ({ role: RoleArn['Fn::GetAtt'][0], call, by: id }));
    });
  });

function queueOf(deployed: Deployed, arn: unknown): string {
  return deployed.named('AWS::SQS::Queue', deployed.text(arn).split(':').at(-1) ?? '');
}

function roleOf(deployed: Deployed, functionName: unknown): string {
  return deployed.roleOf(deployed.named('AWS::Lambda::Function', deployed.text(functionName)));
}
