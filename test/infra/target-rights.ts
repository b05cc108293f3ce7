import type { CallRecord } from '../fakes/aws/fake-service.ts';
import type { AwsWorld } from '../fakes/aws/world.ts';
import type { Call } from '../support/iam.ts';

/** Where a template's ARNs are on a laptop. */
const arn = (service: string, resource: string) => `arn:aws:${service}:local:000000000000:${resource}`;
const named = (kind: string, name: unknown) => arn('sagemaker', `${kind}/${String(name).toLowerCase()}`);

/** By which member a call names what it is about. */
const kinds: Array<[member: string, kind: string]> = [
  ['ModelName', 'model'],
  ['EndpointConfigName', 'endpoint-config'],
  ['EndpointName', 'endpoint'],
];

const toVariants = {
  'application-autoscaling:service-namespace': 'sagemaker',
  'application-autoscaling:scalable-dimension': 'sagemaker:variant:DesiredInstanceCount',
};

/** The calls as AWS authorizes them, and the world's records emptied. */
export function rightsFor(world: AwsWorld): Call[] {
  const fakes = [world.sagemaker, world.runtime, world.autoscaling, world.cloudwatch, world.lambda];
  return fakes.flatMap((fake) => fake.calls.splice(0)).flatMap(rightsOf);
}

export function rightsOf({ service, operation, input }: Pick<CallRecord, 'service' | 'operation' | 'input'>): Call[] {
  if (service === 'application-autoscaling') return scaling(operation, input);
  if (service === 'cloudwatch') return alarms(operation, input);
  if (service === 'lambda') return ofFunction(operation, input);
  const about = kinds.filter(([member]) => member in input).map(([member, kind]) => named(kind, input[member]));
  const tagged =
    input.ResourceArn && String(input.ResourceArn).replace(/^(arn:aws:sagemaker):[^:]+:\d+/, '$1:local:000000000000');
  const resources = operation.startsWith('List') && !tagged ? ['*'] : tagged ? [String(tagged)] : about;
  const made = about.at(-1) ?? '';
  return [
    ...resources.map((resource) => ({ action: `sagemaker:${operation}`, resource })),
    // Whoever makes a thing with tags may tag it, and whoever hands on a role may.
    ...(input.Tags && operation.startsWith('Create') ? [{ action: 'sagemaker:AddTags', resource: made }] : []),
    // SageMaker looks at the alarms with the rights of whoever updates.
    ...alarmsOf(input).map((name) => ({
      action: 'cloudwatch:DescribeAlarms',
      resource: arn('cloudwatch', `alarm:${name}`),
    })),
    ...(input.ExecutionRoleArn ? [passed(input.ExecutionRoleArn, 'sagemaker')] : []),
  ];
}

function alarmsOf(input: CallRecord['input']): string[] {
  const { AutoRollbackConfiguration } = (input.DeploymentConfig ?? {}) as {
    AutoRollbackConfiguration?: { Alarms?: Array<{ AlarmName: string }> };
  };
  return (AutoRollbackConfiguration?.Alarms ?? []).map(({ AlarmName }) => AlarmName);
}

const scalingService = 'sagemaker.application-autoscaling.amazonaws.com';
const scalingRole = `arn:aws:iam::000000000000:role/aws-service-role/${scalingService}/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`;

/** Registering makes the service's role where there is none, and a policy's alarms are made with the rights of whoever asks. */
function scaling(operation: string, { ResourceId }: CallRecord['input']): Call[] {
  const action = `application-autoscaling:${operation}`;
  if (operation.startsWith('Describe')) return [{ action, resource: '*' }];
  const alarm = arn('cloudwatch', `alarm:TargetTracking-${ResourceId}-AlarmHigh-1`);
  const more: Record<string, Call[]> = {
    RegisterScalableTarget: [
      {
        action: 'iam:CreateServiceLinkedRole',
        resource: scalingRole,
        context: { 'iam:AWSServiceName': scalingService },
      },
    ],
    PutScalingPolicy: ['PutMetricAlarm', 'DescribeAlarms'].map((name) => ({
      action: `cloudwatch:${name}`,
      resource: alarm,
    })),
    DeregisterScalableTarget: [{ action: 'cloudwatch:DeleteAlarms', resource: alarm }],
  };
  const resource = arn('application-autoscaling', 'scalable-target/0ec5');
  return [{ action, resource, context: toVariants }, ...(more[operation] ?? [])];
}

function alarms(operation: string, input: CallRecord['input']): Call[] {
  const names = [input.AlarmName, input.AlarmNames].flat().filter((name) => typeof name === 'string');
  if (operation === 'PutMetricData')
    return [
      {
        action: 'cloudwatch:PutMetricData',
        resource: '*',
        context: { 'cloudwatch:namespace': String(input.Namespace) },
      },
    ];
  const actions = [operation, ...(input.Tags ? ['TagResource'] : [])];
  return names.flatMap((name) =>
    actions.map((action) => ({ action: `cloudwatch:${action}`, resource: arn('cloudwatch', `alarm:${name}`) })),
  );
}

function ofFunction(operation: string, { FunctionName, Qualifier, Role }: CallRecord['input']): Call[] {
  const action = `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`;
  const resource = arn('lambda', `function:${FunctionName}${Qualifier ? `:${Qualifier}` : ''}`);
  return [{ action, resource }, ...(Role ? [passed(Role, 'lambda')] : [])];
}

function passed(role: unknown, service: string): Call {
  const context = { 'iam:PassedToService': `${service}.amazonaws.com` };
  return { action: 'iam:PassRole', resource: String(role), context };
}
