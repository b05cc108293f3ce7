import type { FailState } from '../definition/types.ts';
import { RuntimeFault, StateFailure } from '../errors.ts';
import { evaluateExpression } from '../expression.ts';
import type { Visit } from '../visit.ts';
import type { Outcome } from './outcome.ts';

export async function fail(visit: Visit, state: FailState): Promise<Outcome> {
  const error = state.Error ?? looked(visit, 'ErrorPath', state.ErrorPath);
  const cause = state.Cause ?? looked(visit, 'CausePath', state.CausePath);
  throw new StateFailure(error, cause);
}

function looked(visit: Visit, field: string, source: string | undefined): string | undefined {
  if (source === undefined) return undefined;
  const value = evaluateExpression(source, field, visit.scope(visit.raw));
  if (typeof value !== 'string') {
    throw new RuntimeFault(`The ${field} field must refer to a string: ${source} == ${JSON.stringify(value)}`);
  }
  return value;
}
