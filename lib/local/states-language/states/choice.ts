import { applies } from '../choice/rule.ts';
import { effectiveInput, effectiveOutput } from '../data-flow.ts';
import type { ChoiceState } from '../definition/types.ts';
import { ERROR, StateFailure } from '../errors.ts';
import type { Visit } from '../visit.ts';
import { assignment, type Outcome } from './outcome.ts';

export async function choice(visit: Visit, state: ChoiceState): Promise<Outcome> {
  const input = effectiveInput(visit, state.InputPath);
  const scope = visit.scope(input);
  const rule = state.Choices.find((candidate) => applies(candidate, scope));
  const next = rule?.Next ?? state.Default;
  if (next === undefined) {
    const place = `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.entered.id}).`;
    throw new StateFailure(
      ERROR.noChoice,
      `${place} Failed to transition out of the state. The state does not point to a next state.`,
    );
  }
  const assigned = assignment(visit, rule === undefined ? state.Assign : rule.Assign, input);
  return { output: effectiveOutput(visit, state.OutputPath, input), next, assigned };
}
