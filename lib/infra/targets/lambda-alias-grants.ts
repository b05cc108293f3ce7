import { type aws_ecr as ecr, type aws_iam as iam, Stack } from 'aws-cdk-lib';
import { allow } from '../allow.ts';
import type { TargetUse } from './target.ts';

interface Served {
  functionName: string;
  aliasName: string;
  servedRole: iam.IRole;
  images: ecr.IRepository[];
}

const actions: Record<TargetUse, string[]> = {
  prepare: [
    'lambda:CreateFunction',
    'lambda:GetFunction',
    'lambda:GetFunctionConfiguration',
    'lambda:ListVersionsByFunction',
    'lambda:PublishVersion',
    'lambda:UpdateFunctionCode',
    'lambda:UpdateFunctionConfiguration',
  ],
  invoke: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction', 'lambda:ListVersionsByFunction'],
  // Taking back a first release leaves no alias: there is nothing that it could name.
  shift: ['lambda:CreateAlias', 'lambda:DeleteAlias', 'lambda:UpdateAlias'],
  observe: ['lambda:GetAlias', 'lambda:GetFunctionConfiguration', 'lambda:ListVersionsByFunction'],
  settle: ['lambda:DeleteFunction', 'lambda:ListVersionsByFunction'],
};

/** Grants uses of one served function, its versions and its alias. */
export function grantUses(role: iam.Role, uses: readonly TargetUse[], served: Served): void {
  const arn = Stack.of(role).formatArn({ service: 'lambda', resource: `function:${served.functionName}` });
  const because = 'Versions of this one function get their numbers when the pipeline publishes them.';
  for (const use of uses) {
    // What is removed is a version: never the function with its alias, which a name without a version would mean.
    const resources = use === 'settle' ? [`${arn}:*`] : [arn, `${arn}:*`];
    allow(role, { actions: actions[use], resources, because });
  }
  // A version that never comes up is taken away again.
  if (uses.includes('prepare')) allow(role, { actions: ['lambda:DeleteFunction'], resources: [`${arn}:*`], because });
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
