import type { Policy } from '../../core/policy/schema.ts';
import { helps } from '../../core/rollout/compatibility.ts';
import { lambdaAlias } from './lambda-alias.ts';
import { sageMakerEndpoint } from './sagemaker-endpoint.ts';
import { sageMakerGuardrails } from './sagemaker-guardrails.ts';
import { sageMakerServerless } from './sagemaker-serverless.ts';
import type { TargetKind } from './target.ts';

/** Where models serve. */
export const Target = {
  /** A Lambda function made from the workload's image, behind an alias whose weights are the traffic split. */
  lambdaAlias,
  /** The instances of a SageMaker endpoint, whose variants share the traffic by weights that the pipeline sets. */
  sageMakerEndpoint,
  /** A SageMaker endpoint without instances, for all-at-once. */
  sageMakerServerless,
  /** The instances of a SageMaker endpoint, whose traffic AWS moves and takes back by the alarm of our judge. */
  sageMakerGuardrails,
} as const;

/** The synth-time half of every target that a policy can name: the compiler asks for each of them. */
const targets: Record<Policy['rollout']['target'], (options: { capturePercent?: number }) => TargetKind> = {
  'lambda-alias': () => lambdaAlias(),
  'sagemaker-endpoint': sageMakerEndpoint,
  'sagemaker-guardrails': sageMakerGuardrails,
};

/** The target that a `signalbox.yaml` names, with its defaults; it captures requests where the policy replays them. */
export function targetOf(policy: Policy): TargetKind {
  const captures = helps(policy, { door: false, capturePercent: 0 }, { capturePercent: 100 });
  return targets[policy.rollout.target](captures ? { capturePercent: 100 } : {});
}
