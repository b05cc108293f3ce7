import { aws_codebuild as codebuild, Duration, type aws_ecr as ecr, aws_lambda as lambda } from 'aws-cdk-lib';
import { environment } from '../core/environment.ts';
import { allow } from './allow.ts';
import type { BuildProject, BuildProjectOptions } from './projects.ts';

/** Builds the workload's image on the processor that it will serve on, and pushes it to one repository. */
export function imageProject(
  project: (options: BuildProjectOptions) => BuildProject,
  images: ecr.Repository,
  architecture: lambda.Architecture,
): BuildProject {
  const arm = architecture.name === lambda.Architecture.ARM_64.name;
  const build = project({
    name: 'image',
    timeLimit: Duration.minutes(30),
    writes: ['built-image.json', 'logs/*'],
    image: arm ? codebuild.LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0 : codebuild.LinuxBuildImage.STANDARD_7_0,
    docker: true,
    variables: { [environment.repositoryUri]: images.repositoryUri },
  });
  allow(build.buildRole, {
    actions: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:DescribeImages',
      'ecr:GetDownloadUrlForLayer',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ],
    resources: [images.repositoryArn],
  });
  allow(build.buildRole, {
    actions: ['ecr:GetAuthorizationToken'],
    resources: ['*'],
    because:
      'ecr:GetAuthorizationToken logs in to the registry and has no resource to name; what the login may do is granted for one repository.',
  });
  return build;
}
