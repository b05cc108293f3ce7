import { effectiveInput, effectiveOutput, withResult } from '../data-flow.ts';
import type { PassState } from '../definition/types.ts';
import type { Visit } from '../visit.ts';
import { assignment, type Outcome } from './outcome.ts';

export async function pass(visit: Visit, state: PassState): Promise<Outcome> {
  const input = effectiveInput(visit, state.InputPath);
  const given = state.Parameters === undefined ? input : visit.template(state.Parameters, input);
  const result = state.Result === undefined ? given : state.Result;
  const assigned = assignment(visit, state.Assign, result);
  const output = effectiveOutput(visit, state.OutputPath, withResult(visit.raw, state.ResultPath, result));
  return { output, next: state.Next, assigned };
}
