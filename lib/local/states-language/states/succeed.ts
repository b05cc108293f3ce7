import { effectiveInput, effectiveOutput } from '../data-flow.ts';
import type { SucceedState } from '../definition/types.ts';
import type { Visit } from '../visit.ts';
import type { Outcome } from './outcome.ts';

export async function succeed(visit: Visit, state: SucceedState): Promise<Outcome> {
  const input = effectiveInput(visit, state.InputPath);
  return { output: effectiveOutput(visit, state.OutputPath, input), next: undefined, assigned: {} };
}
