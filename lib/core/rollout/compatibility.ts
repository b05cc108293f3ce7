import { InputError } from '../errors.ts';
import type { Policy } from '../policy/schema.ts';
import { callerRefusals } from './refusals/callers.ts';
import { guardrailStepRefusals } from './refusals/guardrail-steps.ts';
import { idleRefusals } from './refusals/idle.ts';
import { lambdaAliasRefusals } from './refusals/lambda-alias.ts';
import type { Refusal } from './refusals/refusal.ts';
import { sagemakerEndpointRefusals } from './refusals/sagemaker-endpoint.ts';
import { guardrailRefusals } from './refusals/sagemaker-guardrails.ts';
import type { TargetFacts } from './target-facts.ts';

/** Every combination that is refused; one object each. */
export const combinations: readonly Refusal[] = [
  ...idleRefusals,
  ...callerRefusals,
  ...lambdaAliasRefusals,
  ...sagemakerEndpointRefusals,
  ...guardrailRefusals,
  ...guardrailStepRefusals,
];

/**
 * One sentence for each combination of settings that AWS would quietly turn into another, or that can have no effect, as far as
 * the facts are known: of the policy alone when it is read, with the props at synth, with the functions' environment at Admit.
 */
export function refusals(
  { rollout, evaluation: { task } }: { rollout: Policy['rollout']; evaluation: Pick<Policy['evaluation'], 'task'> },
  served: TargetFacts = {},
): string[] {
  return combinations.flatMap(({ id, sentence, got }) => {
    const settings = got({ rollout, task, served });
    return settings === undefined ? [] : [`rollout: got ${settings}: ${sentence} (${id})`];
  });
}

/** @throws InputError `rollout-refused` with all of these sentences; `where` begins each */
export function refuseUnfit(policy: Parameters<typeof refusals>[0], served: TargetFacts, where: string): void {
  const refused = refusals(policy, served).map((sentence) => `${where}: ${sentence}`);
  if (refused.length > 0) throw new InputError('rollout-refused', refused.join('\n'));
}

/** Whether other facts would let a policy through further than these do. */
export function helps(policy: Parameters<typeof refusals>[0], served: TargetFacts, other: TargetFacts): boolean {
  return refusals(policy, { ...served, ...other }).length < refusals(policy, served).length;
}
