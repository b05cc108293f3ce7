import {
  aws_codebuild as codebuild,
  Duration,
  type aws_ecr as ecr,
  aws_lambda as lambda,
  type aws_s3 as s3,
} from 'aws-cdk-lib';
import { buildEnvironment, environment } from '../core/environment.ts';
import { layout } from '../core/store-layout.ts';
import { allow } from './allow.ts';
import type { BuildProject, BuildProjectOptions } from './projects.ts';

/** Pinned by tag: a digest would be of one architecture's list only after somebody looked at it there. */
const publicTools: Record<keyof ImageTools, string> = {
  buildkit: 'public.ecr.aws/vend/moby/buildkit:buildx-stable-1',
  sbomScanner: 'docker.io/docker/buildkit-syft-scanner:stable-1',
};

/** An image of yours in ECR, in the account and region of the pipeline. */
export interface MirroredImage {
  repository: ecr.IRepository;
  tag: string;
}

/** What images are built with; each is code that may push what serves. */
export interface ImageTools {
  /**
   * BuildKit, `moby/buildkit`.
   * @default `buildx-stable-1` of a mirror on Amazon's public registry
   */
  buildkit?: MirroredImage;
  /**
   * The scanner for bills of materials, `docker/buildkit-syft-scanner`.
   * @default `stable-1` of Docker Hub, which answers a number of pulls an hour for all builds of one address
   */
  sbomScanner?: MirroredImage;
}

export interface ImageProjectParts {
  images: ecr.Repository;
  architecture: lambda.Architecture;
  tools: ImageTools;
  /** The store, where a bill of materials and a provenance are kept with each image. */
  papers: s3.IBucket | undefined;
}

/** Builds the workload's image on the processor that it will serve on, and pushes it to one repository. */
export function imageProject(
  project: (options: BuildProjectOptions) => BuildProject,
  { images, architecture, tools, papers }: ImageProjectParts,
): BuildProject {
  const arm = architecture.name === lambda.Architecture.ARM_64.name;
  const build = project({
    name: 'image',
    timeLimit: Duration.minutes(30),
    writes: ['built-image.json', 'scan.json', 'logs/*'],
    image: arm ? codebuild.LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0 : codebuild.LinuxBuildImage.STANDARD_7_0,
    docker: true,
    variables: { [environment.repositoryUri]: images.repositoryUri, ...toolVariables(tools) },
  });
  allow(build.buildRole, {
    actions: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:DescribeImageScanFindings',
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
  allow(build.buildRole, {
    actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'],
    resources: ['*'],
    because:
      'Where the registry uses enhanced scanning, ECR asks Amazon Inspector for the findings in the name of who asks; Inspector has no resources to name for it.',
  });
  const mirrors = Object.values(tools).map(({ repository }) => repository.repositoryArn);
  if (mirrors.length > 0)
    allow(build.buildRole, {
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: mirrors,
    });
  if (papers)
    allow(build.buildRole, {
      actions: ['s3:PutObject'],
      resources: [papers.arnForObjects(`${layout.images}*`)],
      because: 'The papers of an image lie under its digest, which is known once it is built.',
    });
  return build;
}

function toolVariables({ buildkit, sbomScanner }: ImageTools): Record<string, string> {
  const of = (mirrored: MirroredImage | undefined, or: string) =>
    mirrored ? mirrored.repository.repositoryUriForTag(mirrored.tag) : or;
  return {
    [buildEnvironment.buildkit]: of(buildkit, publicTools.buildkit),
    [buildEnvironment.sbomScanner]: of(sbomScanner, publicTools.sbomScanner),
  };
}
