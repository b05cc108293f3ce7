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
  if (service === 'application-autoscaling') return [scaling(operation)];
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
    ...(input.ExecutionRoleArn ? [passed(input.ExecutionRoleArn, 'sagemaker')] : []),
  ];
}

function scaling(operation: string): Call {
  const action = `application-autoscaling:${operation}`;
  if (operation.startsWith('Describe')) return { action, resource: '*' };
  return { action, resource: arn('application-autoscaling', 'scalable-target/0ec5'), context: toVariants };
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
  return names.map((name) => ({ action: `cloudwatch:${operation}`, resource: arn('cloudwatch', `alarm:${name}`) }));
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
