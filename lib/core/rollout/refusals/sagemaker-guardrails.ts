import { kindOf, type Refusal, type RolloutFacts, when } from './refusal.ts';

/** Ranges of the API, from `UpdateEndpoint`: `DeploymentConfig`. */
export const guardrailLimits = { waitSeconds: 3_600, executionSeconds: 28_800 } as const;

const guarded = ({ rollout }: RolloutFacts) => rollout.target === 'sagemaker-guardrails';

/** A refusal of guardrails, where the rest of the condition holds. */
function onGuardrails(id: string, sentence: string, got: Refusal['got']): Refusal {
  return { id, sentence, got: (facts) => (guarded(facts) ? got(facts) : undefined) };
}

const unguarded = 'SageMaker updates such an endpoint all at once and without a bake, whatever is asked for';

/** SageMaker, "Deployment guardrails": "Exclusions", "Canary traffic shifting", "Linear traffic shifting" and "Rolling deployments". */
export const guardrailRefusals: Refusal[] = [
  onGuardrails('guardrails-inf1', `${unguarded}: choose another instance, or sagemaker-endpoint`, ({ served }) =>
    when(served.instanceType?.startsWith('ml.inf1.'), `instance type ${served.instanceType}`),
  ),
  onGuardrails('guardrails-elastic-inference', `${unguarded}: choose an instance with a GPU of its own`, ({ served }) =>
    when(served.elasticInference, 'Elastic Inference'),
  ),
  onGuardrails('guardrails-marketplace', `${unguarded}: choose sagemaker-endpoint`, ({ served }) =>
    when(served.marketplace, 'a container from AWS Marketplace'),
  ),
  onGuardrails(
    'guardrails-serverless',
    'guardrails are for instances, and do nothing on a serverless endpoint: choose sagemaker-endpoint and all-at-once',
    ({ served }) => when(served.serverless, 'a serverless endpoint'),
  ),
  onGuardrails(
    'guardrails-variants',
    'guardrails exchange one variant for one of the same name: no second one can serve beside it',
    ({ rollout, served }) =>
      when(rollout.baseline === 'fresh', 'baseline fresh') ??
      when((served.otherVariants ?? 0) > 0, `${served.otherVariants} more production variants`),
  ),
  onGuardrails(
    'guardrails-shadow',
    'guardrails have no shadow, only traffic that callers are answered from: choose sagemaker-endpoint',
    (facts) => when(facts.rollout.strategy.kind === 'shadow', kindOf(facts)),
  ),
  onGuardrails(
    'guardrails-ab',
    'guardrails go from the old fleet to the new one and never stay between them: choose sagemaker-endpoint',
    (facts) => when(facts.rollout.strategy.kind === 'ab', kindOf(facts)),
  ),
  onGuardrails(
    'guardrails-hold',
    'SageMaker moves on when its wait is over and cannot be held: choose atDeadline: roll_back',
    ({ rollout }) => when(rollout.judge.atDeadline === 'hold', 'judge.atDeadline hold'),
  ),
  onGuardrails(
    'guardrails-bake-without-alarms',
    'without an alarm nothing takes the new fleet back, so that its bake is only a delay',
    ({ served }) => when(served.alarms === 0, 'no alarms'),
  ),
];
