import type { Policy } from '../../core/policy/schema.ts';
import { type LambdaAliasOptions, lambdaAlias } from './lambda-alias.ts';
import type { TargetKind } from './target.ts';

/** Where models serve. */
export const Target = {
  /** A Lambda function made from the workload's image, behind an alias whose weights are the traffic split. */
  lambdaAlias,
} as const;

/** The synth-time half of every target that a policy can name: the compiler asks for each of them. */
const targets: Record<Policy['rollout']['target'], (options?: LambdaAliasOptions) => TargetKind> = {
  'lambda-alias': lambdaAlias,
};

/** The target that a `signalbox.yaml` names, with its defaults. */
export function targetOf(policy: Policy): TargetKind {
  return targets[policy.rollout.target]();
}
