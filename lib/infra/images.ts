import { Duration, aws_ecr as ecr, type RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The repository of a workload's images. A tag never moves but `latest`, so a tag that exists can be adopted. Releases may be
 * asked for at any time, so their images stay; a pull request's are of no use once it is closed.
 */
export function imageRepository(
  scope: Construct,
  machine: 'delivery' | 'pull_request',
  pipeline: string,
  removalPolicy: RemovalPolicy,
): ecr.Repository {
  return new ecr.Repository(scope, 'Images', {
    repositoryName: machine === 'delivery' ? `signalbox/${pipeline}` : `signalbox/${pipeline}-pull-request`,
    imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
    imageTagMutabilityExclusionFilters: [ecr.ImageTagMutabilityExclusionFilter.wildcard('latest')],
    imageScanOnPush: true,
    removalPolicy,
    ...(machine === 'pull_request' ? { lifecycleRules: [{ maxImageAge: Duration.days(30) }] } : {}),
  });
}
