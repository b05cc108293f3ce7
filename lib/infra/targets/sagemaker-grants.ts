import { type aws_iam as iam, Stack } from 'aws-cdk-lib';
import { allow } from '../allow.ts';
import type { TargetUse } from './target.ts';

interface Served {
  endpointName: string;
  executionRole: iam.IRole;
  /** Whether AWS moves the traffic, and goes back for alarms. */
  guarded: boolean;
  /** Whether what serves scales. */
  scales: boolean;
}

/** The endpoint itself, what it is made of, and the endpoints on which versions are tried, with a configuration each. */
type Kind = 'endpoint' | 'config' | 'model' | 'proof' | 'proofConfig';

/** What each use calls, and on what. An endpoint is created and updated with a right to the configuration as well. */
const actions: Record<TargetUse, Array<[kinds: Kind[], actions: string[]]>> = {
  prepare: [
    [['model'], ['CreateModel', 'DeleteModel', 'DescribeModel']],
    [['proofConfig'], ['CreateEndpointConfig', 'DeleteEndpointConfig']],
    [['proof', 'proofConfig'], ['CreateEndpoint']],
    [['proof'], ['DeleteEndpoint']],
    [['model', 'proofConfig', 'proof'], ['AddTags']],
    [['endpoint', 'proof'], ['DescribeEndpoint']],
  ],
  invoke: [
    [
      ['endpoint', 'proof'],
      ['DescribeEndpoint', 'InvokeEndpoint'],
    ],
  ],
  shift: [
    [['config'], ['CreateEndpointConfig', 'DescribeEndpointConfig']],
    [
      ['endpoint', 'config'],
      ['AddTags', 'CreateEndpoint', 'UpdateEndpoint'],
    ],
    // The first request to a variant comes from whoever gives it traffic.
    [['endpoint'], ['DeleteEndpoint', 'InvokeEndpoint', 'ListTags', 'UpdateEndpointWeightsAndCapacities']],
  ],
  observe: [[['endpoint'], ['DescribeEndpoint']]],
  settle: [
    [['config'], ['CreateEndpointConfig', 'DeleteEndpointConfig', 'DescribeEndpointConfig']],
    [['proofConfig'], ['DeleteEndpointConfig']],
    [['model'], ['DeleteModel']],
    [['proof'], ['DeleteEndpoint']],
    [
      ['endpoint', 'config'],
      ['AddTags', 'UpdateEndpoint'],
    ],
    [['endpoint', 'proof'], ['DescribeEndpoint']],
    [['endpoint'], ['ListTags']],
  ],
  call: [[['endpoint'], ['InvokeEndpoint']]],
  judge: [],
};

const because = 'What an endpoint is made of is named after it, and by what it holds: known when it is made.';

/** Grants uses of one endpoint and of what it is made of. */
export function grantEndpointUses(role: iam.Role, uses: readonly TargetUse[], served: Served): void {
  const arns = arnsOf(Stack.of(role), served.endpointName);
  for (const [kinds, names] of uses.flatMap((use) => actions[use]))
    allow(role, {
      actions: names.map((name) => `sagemaker:${name}`),
      resources: kinds.map((kind) => arns[kind]),
      because,
    });
  if (uses.includes('prepare'))
    allow(role, {
      actions: ['iam:PassRole'],
      resources: [served.executionRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    });
  if (uses.includes('settle'))
    allow(role, {
      actions: ['sagemaker:ListEndpointConfigs', 'sagemaker:ListEndpoints', 'sagemaker:ListModels'],
      resources: ['*'],
      because: 'Lists have no resources to name; what they show beside its own, a role may not touch.',
    });
  if (uses.includes('shift') || uses.includes('settle')) grantScaling(role, served);
  if (served.guarded) grantAlarms(role, uses, served.endpointName);
}

/** SageMaker writes names in ARNs in lower case. */
function arnsOf(stack: Stack, endpointName: string): Record<Kind, string> {
  const name = endpointName.toLowerCase();
  const arn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'sagemaker', resource, resourceName });
  return {
    endpoint: arn('endpoint', name),
    proof: arn('endpoint', `${name}-proof-*`),
    proofConfig: arn('endpoint-config', `${name}-proof-*`),
    config: arn('endpoint-config', `${name}-c-*`),
    model: arn('model', `${name}-m-*`),
  };
}

const dimension = 'sagemaker:variant:DesiredInstanceCount';

/** Counts stand still during a rollout, whoever set the scaling up; where the app did, it comes back after it. */
function grantScaling(role: iam.Role, { endpointName, scales }: Served): void {
  const stack = Stack.of(role);
  allow(role, {
    actions: ['application-autoscaling:DescribeScalableTargets'],
    resources: ['*'],
    because: 'Application Auto Scaling has no resources to name for describing what scales.',
  });
  if (!scales) return;
  allow(role, {
    actions: [
      'application-autoscaling:DeregisterScalableTarget',
      'application-autoscaling:PutScalingPolicy',
      'application-autoscaling:RegisterScalableTarget',
    ],
    resources: [
      stack.formatArn({ service: 'application-autoscaling', resource: 'scalable-target', resourceName: '*' }),
    ],
    because: 'Application Auto Scaling gives its targets ids of its own; the condition keeps to variants of endpoints.',
    conditions: {
      StringEquals: {
        'application-autoscaling:service-namespace': 'sagemaker',
        'application-autoscaling:scalable-dimension': dimension,
      },
    },
  });
  // Registering is done with the rights of whoever asks.
  const tracking = `alarm:TargetTracking-endpoint/${endpointName}/variant/*`;
  allow(role, {
    actions: ['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricAlarm'],
    resources: [stack.formatArn({ service: 'cloudwatch', resource: tracking })],
    because: 'Application Auto Scaling names its alarms by the variant that they watch.',
  });
  const service = 'sagemaker.application-autoscaling.amazonaws.com';
  allow(role, {
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [
      `arn:${stack.partition}:iam::${stack.account}:role/aws-service-role/${service}/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`,
    ],
    conditions: { StringEquals: { 'iam:AWSServiceName': service } },
  });
}

/** UpdateEndpoint looks at the alarms with the rights of whoever calls it. */
const onAlarms: Partial<Record<TargetUse, string[]>> = {
  shift: ['DescribeAlarms', 'PutMetricAlarm', 'SetAlarmState', 'TagResource'],
  settle: ['DeleteAlarms', 'DescribeAlarms'],
};

/** The alarms that guardrails go back for, and the word of the judge that two of them listen to. */
function grantAlarms(role: iam.Role, uses: readonly TargetUse[], endpointName: string): void {
  const alarms = ['judge', 'judge-alive', 'errors', 'latency'].map((of) => `alarm:${endpointName}-${of}`);
  const resources = alarms.map((resource) => Stack.of(role).formatArn({ service: 'cloudwatch', resource }));
  const names = new Set(uses.flatMap((use) => onAlarms[use] ?? []));
  if (names.size > 0) allow(role, { actions: [...names].map((name) => `cloudwatch:${name}`), resources });
  if (!uses.includes('shift') && !uses.includes('judge')) return;
  allow(role, {
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    because: 'cloudwatch:PutMetricData has no resources to name; the condition keeps to one namespace.',
    conditions: { StringEquals: { 'cloudwatch:namespace': 'Signalbox/Judge' } },
  });
}
