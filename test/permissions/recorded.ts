import { type Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Policy } from '../../lib/core/policy/schema.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { uploadedWorkload } from '../../lib/infra/workload.ts';
import type { Resource } from '../../lib/local/assembly/resolve.ts';
import { pipeline } from '../infra/pipeline.ts';
import type { Source } from '../scenarios/workloads.ts';
import { assetsBucket } from './deployed/pipeline.ts';
import type { SdkCall } from './deployed/recorder.ts';
import type { Deployed } from './deployed/template.ts';
import { roleCalls } from './implied/all.ts';
import type { RoleCall } from './implied/implied.ts';
import { answersToOperators } from './operators/answers.ts';
import { withOperators } from './operators/roles.ts';
import { Story } from './story.ts';

export interface Recorded {
  resources: Record<string, Resource>;
  deployed: Deployed;
  /** How each run ended, in order. */
  outcomes: string[];
  sdkCalls: readonly SdkCall[];
  calls: RoleCall[];
}

/** A pipeline and what is told of it. */
export interface Plot {
  source: Source;
  policy: Policy;
  props: (stack: Stack) => Partial<ModelDeliveryProps>;
  tell: (story: Story) => Promise<void>;
  /** Commands that operators give. @default none */
  operators?: string[];
}

const key = 'workload.zip';

/** All that IAM and the services are asked while a story is told on a pipeline of this kind. */
export async function recorded({ source, policy, props, tell, operators = [] }: Plot): Promise<Recorded> {
  const bind = (stack: Stack) => () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Assets', assetsBucket);
    return uploadedWorkload({ digest: source.digest, bucket, key, commit: undefined });
  };
  const { resources: synthesized } = pipeline((stack) => ({
    ...props(stack),
    workload: { policy: () => policy, bind: bind(stack) },
  }));
  const resources = synthesized as unknown as Record<string, Resource>;
  const deployed = withOperators(resources, operators);
  const story = await Story.open(deployed);
  if (operators.length > 0) story.it.outside.first = answersToOperators(story);
  await story.it.assets.put(key, source.zip);
  await tell(story);
  story.it.close();
  const { calls: sdkCalls, admitted } = story.it;
  return {
    resources,
    deployed,
    outcomes: story.outcomes,
    sdkCalls,
    calls: roleCalls(deployed, sdkCalls, admitted),
  };
}
