import { CfnResource, type aws_iam as iam } from 'aws-cdk-lib';
import type { TargetPlace } from './target.ts';

/**
 * What serves is the pipeline's and outlives the stack, so the role that it runs as does too, with all its rights. Called once they
 * are granted.
 */
export function keepServing(role: iam.Role, { machine, removalPolicy }: TargetPlace): void {
  if (machine !== 'delivery') return;
  for (const part of role.node.findAll()) if (CfnResource.isCfnResource(part)) part.applyRemovalPolicy(removalPolicy);
}
