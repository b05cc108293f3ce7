import { aws_codebuild as codebuild, type aws_iam as iam, type RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { layout } from '../core/store-layout.ts';
import { allow } from './allow.ts';
import type { Storage } from './storage.ts';

/**
 * Report groups under the names that CodeBuild makes of a buildspec's: `<project>-<name>`. The build may fill these and no other;
 * it may create them too, which CodeBuild asks for by that name, and which finds them there.
 */
export function reportGroupsOf(
  scope: Construct,
  project: codebuild.IProject,
  role: iam.Role,
  names: { tests: string; coverage: string },
  removalPolicy: RemovalPolicy,
): void {
  const { TEST, CODE_COVERAGE } = codebuild.ReportGroupType;
  const group = (id: string, name: string, type: codebuild.ReportGroupType) =>
    new codebuild.ReportGroup(scope, id, {
      reportGroupName: `${project.projectName}-${name}`,
      type,
      removalPolicy,
      deleteReports: removalPolicy === 'destroy',
    });
  const fill = (filled: codebuild.IReportGroup, action: string) =>
    allow(role, {
      actions: [action, 'codebuild:CreateReport', 'codebuild:CreateReportGroup', 'codebuild:UpdateReport'],
      resources: [filled.reportGroupArn],
    });
  fill(group('Tests', names.tests, TEST), 'codebuild:BatchPutTestCases');
  fill(group('Coverage', names.coverage, CODE_COVERAGE), 'codebuild:BatchPutCodeCoverages');
}

/** What CodeBuild does with the cache in the name of the build. */
export function grantCache(role: iam.Role, { store }: Storage, folder: string): void {
  allow(role, {
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: [store.arnForObjects(`${layout.cache(folder)}*`)],
    because: 'CodeBuild names the objects of a cache by the key in the buildspec; the folder is all that it reaches.',
  });
  allow(role, {
    actions: ['s3:ListBucket'],
    resources: [store.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${layout.cache(folder)}*` } },
  });
}
