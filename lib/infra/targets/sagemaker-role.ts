import { aws_iam as iam, aws_logs as logs, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allow } from '../allow.ts';
import { keepServing } from './keep-serving.ts';
import type { TargetPlace } from './target.ts';

/** What the containers of an endpoint run as: they read models, and SageMaker pulls images, writes logs and captures for them. */
export function executionRole(scope: Construct, endpointName: string, place: TargetPlace, captures: boolean): iam.Role {
  const role = new iam.Role(scope, 'ServedRole', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
  allow(role, {
    actions: ['s3:GetObject'],
    resources: [place.store.arnForObjects('models/*')],
    because: 'Models are named by their hash; which one a version loads is known when it is made.',
  });
  if (captures)
    allow(role, {
      actions: ['s3:PutObject'],
      resources: [place.store.arnForObjects(`captured/${endpointName}/*`)],
      because: 'SageMaker names what it captures by variant and hour.',
    });
  place.grantStoreKey(role, captures ? 'read and write' : 'read');
  allow(role, {
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    resources: place.servableImages.map(({ repositoryArn }) => repositoryArn),
  });
  allow(role, {
    actions: ['ecr:GetAuthorizationToken'],
    resources: ['*'],
    because: 'ecr:GetAuthorizationToken and cloudwatch:PutMetricData have no resources to name.',
  });
  allow(role, {
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    because: 'ecr:GetAuthorizationToken and cloudwatch:PutMetricData have no resources to name.',
    conditions: { StringEquals: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/Endpoints'] } },
  });
  grantLogs(scope, role, endpointName, place);
  keepServing(role, place);
  return role;
}

/** The endpoint's group is made here, so that it forgets; those of what is tried are seen to by ProofLogs. */
function grantLogs(scope: Construct, role: iam.Role, endpointName: string, place: TargetPlace): void {
  const logGroupName = `/aws/sagemaker/Endpoints/${endpointName}`;
  new logs.LogGroup(scope, 'ServedLogs', {
    logGroupName,
    retention: place.logRetention,
    removalPolicy: place.removalPolicy,
  });
  allow(role, {
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources: [':*', '-proof-*'].map((rest) =>
      Stack.of(scope).formatArn({ service: 'logs', resource: `log-group:${logGroupName}${rest}` }),
    ),
    because: 'SageMaker names the streams by variant and instance, and the groups of what is tried by their endpoint.',
  });
}
