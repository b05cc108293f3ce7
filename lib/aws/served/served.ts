import type { TargetKindName } from '../../core/policy/target-kinds.ts';
import type { Around, Served } from './kind.ts';

/** The run-time half of every target that a policy can name: the compiler asks for each of them. */
const kinds: Record<TargetKindName, (around: Around) => Promise<Served>> = {
  'lambda-alias': async (around) => (await import('./lambda-alias.ts')).lambdaAlias(around),
  'sagemaker-endpoint': async (around) => (await import('./sagemaker-endpoint.ts')).sagemakerEndpoint(around),
  'sagemaker-guardrails': async (around) => (await import('./sagemaker-guardrails.ts')).sagemakerGuardrails(around),
};

export function servedBy(kind: TargetKindName, around: Around): Promise<Served> {
  return kinds[kind](around);
}
