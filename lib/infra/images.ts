import { Duration, aws_ecr as ecr, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The repository of a workload's images. A tag never moves but `latest` and the cache's, so a tag that exists can be adopted. Releases may be
 * asked for at any time, so their images stay; a pull request's are of no use once it is closed.
 */
export function imageRepository(
  scope: Construct,
  machine: 'delivery' | 'pull_request',
  pipeline: string,
  removalPolicy: RemovalPolicy,
): ecr.Repository {
  // What the cache and images without a name leave behind when their tag moves on or never comes.
  const unnamed = { tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(7), rulePriority: 1 };
  const closed = { maxImageAge: Duration.days(30), rulePriority: 2 };
  return new ecr.Repository(scope, 'Images', {
    repositoryName: machine === 'delivery' ? `signalbox/${pipeline}` : `signalbox/${pipeline}-pull-request`,
    imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
    imageTagMutabilityExclusionFilters: ['latest', 'cache-*'].map(ecr.ImageTagMutabilityExclusionFilter.wildcard),
    imageScanOnPush: true,
    removalPolicy,
    emptyOnDelete: removalPolicy === RemovalPolicy.DESTROY,
    lifecycleRules: machine === 'pull_request' ? [unnamed, closed] : [unnamed],
  });
}
