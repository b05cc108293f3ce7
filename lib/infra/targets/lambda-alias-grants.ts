import { type aws_ecr as ecr, type aws_iam as iam, Stack } from 'aws-cdk-lib';
import { allow } from '../allow.ts';
import type { TargetUse } from './target.ts';

interface Served {
  functionName: string;
  servedRole: iam.IRole;
  images: ecr.IRepository[];
  /** Whether versions have provisioned concurrency. */
  provisions: boolean;
}

/** On the function, its alias and its versions. */
const actions: Record<TargetUse, string[]> = {
  prepare: [
    'lambda:CreateFunction',
    'lambda:GetAlias',
    'lambda:GetFunctionConfiguration',
    'lambda:ListVersionsByFunction',
    'lambda:PublishVersion',
    'lambda:UpdateFunctionCode',
    'lambda:UpdateFunctionConfiguration',
  ],
  invoke: ['lambda:InvokeFunction', 'lambda:ListVersionsByFunction'],
  // Taking back a first release leaves no alias: there is nothing that it could name.
  shift: ['lambda:CreateAlias', 'lambda:DeleteAlias', 'lambda:UpdateAlias'],
  observe: ['lambda:GetAlias', 'lambda:ListVersionsByFunction'],
  settle: ['lambda:GetAlias', 'lambda:ListVersionsByFunction'],
  call: ['lambda:ListVersionsByFunction'],
  judge: [],
};

/** On alias and versions alone: a name without a version would mean the whole function with its alias, or what is not released. */
const onVersions: Partial<Record<TargetUse, string[]>> = {
  // A version that never comes up is taken away again.
  prepare: ['lambda:DeleteFunction'],
  settle: ['lambda:DeleteFunction'],
  call: ['lambda:InvokeFunction'],
};

const provisioning: Partial<Record<TargetUse, string[]>> = {
  prepare: [
    'lambda:DeleteProvisionedConcurrencyConfig',
    'lambda:GetProvisionedConcurrencyConfig',
    'lambda:PutProvisionedConcurrencyConfig',
  ],
  settle: ['lambda:DeleteProvisionedConcurrencyConfig'],
};

/** Grants uses of one served function, its versions and its alias. */
export function grantUses(role: iam.Role, uses: readonly TargetUse[], served: Served): void {
  const arn = Stack.of(role).formatArn({ service: 'lambda', resource: `function:${served.functionName}` });
  const because = 'Versions of this one function get their numbers when the pipeline publishes them.';
  for (const use of uses) {
    if (actions[use].length > 0) allow(role, { actions: actions[use], resources: [arn, `${arn}:*`], because });
    const versioned = [...(onVersions[use] ?? []), ...(served.provisions ? (provisioning[use] ?? []) : [])];
    if (versioned.length > 0) allow(role, { actions: versioned, resources: [`${arn}:*`], because });
  }
  if (uses.includes('prepare')) grantCreation(role, served);
}

/** Lambda checks that whoever makes a function may give it its role and read its image. */
function grantCreation(role: iam.Role, { servedRole, images }: Served): void {
  allow(role, {
    actions: ['iam:PassRole'],
    resources: [servedRole.roleArn],
    conditions: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  });
  const resources = images.map((repository) => repository.repositoryArn);
  allow(role, { actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources });
}
