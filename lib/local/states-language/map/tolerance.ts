import type { MapState } from '../definition/types.ts';
import { ERROR, RuntimeFault, StateFailure } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Visit } from '../visit.ts';
import { floatField, integerField } from './numbers.ts';

/** Whether so many failures among so many items end a Map Run. */
export type Exceeded = (failures: number, total: number) => boolean;

/** Without any threshold, the first failure ends the Map Run; of two thresholds, either does. */
export function toleranceOf(visit: Visit, state: MapState, input: Json): Exceeded {
  const count = integerField(visit, input, {
    field: 'ToleratedFailureCount',
    literal: state.ToleratedFailureCount,
    path: state.ToleratedFailureCountPath,
  });
  if (count !== undefined && count < 0) throw new RuntimeFault('ToleratedFailureCount cannot be negative.');
  const percentage = floatField(visit, input, {
    field: 'ToleratedFailurePercentage',
    literal: state.ToleratedFailurePercentage,
    path: state.ToleratedFailurePercentagePath,
  });
  if (percentage !== undefined && (percentage < 0 || percentage > 100)) {
    throw new RuntimeFault('ToleratedFailurePercentage must be between 0 and 100.');
  }
  if (count === undefined && percentage === undefined) return (failures) => failures > 0;
  return (failures, total) =>
    (count !== undefined && failures > count) ||
    (percentage !== undefined && total > 0 && (failures / total) * 100 > percentage);
}

export function thresholdExceeded(): StateFailure {
  return new StateFailure(ERROR.tolerance, 'The specified tolerated failure threshold was exceeded');
}
