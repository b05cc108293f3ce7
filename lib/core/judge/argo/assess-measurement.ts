import { InputError } from '../../errors.ts';
import type { Condition } from './condition.ts';
import { evaluateCondition } from './evaluate-condition.ts';

export type MeasurementPhase = 'successful' | 'failed' | 'inconclusive' | 'error';

/**
 * The phase of one measurement, by the rules of Argo Rollouts: with one condition the other outcome is its opposite; with two a
 * failure wins, and neither is inconclusive; a condition without an answer is an error. Without any condition Argo calls every
 * measurement successful, and here it is inconclusive: nothing was tested.
 */
export function assessMeasurement(
  result: unknown,
  { success, failure }: { success?: Condition; failure?: Condition },
): MeasurementPhase {
  try {
    const succeeds = success && evaluateCondition(success, result);
    const fails = failure && evaluateCondition(failure, result);
    if (fails ?? succeeds === false) return 'failed';
    return (succeeds ?? fails === false) ? 'successful' : 'inconclusive';
  } catch (thrown) {
    if (thrown instanceof InputError) return 'error';
    throw thrown;
  }
}
