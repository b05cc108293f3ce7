import type { Bound } from './bound.ts';

/** An interval; an end that is absent is open. */
export interface Interval<End = number> {
  minimum?: End;
  maximum?: End;
  exclusiveMinimum?: End;
  exclusiveMaximum?: End;
}

/** The whole numbers of an interval, both ends included. */
export function wholeNumbers(interval: Interval): { minimum?: number; maximum?: number } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = interval;
  // Of two limits on one side the narrower holds.
  const low = Math.max(
    minimum === undefined ? Number.NEGATIVE_INFINITY : Math.ceil(minimum),
    exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : Math.floor(exclusiveMinimum) + 1,
  );
  const high = Math.min(
    maximum === undefined ? Number.POSITIVE_INFINITY : Math.floor(maximum),
    exclusiveMaximum === undefined ? Number.POSITIVE_INFINITY : Math.ceil(exclusiveMaximum) - 1,
  );
  return { ...(Number.isFinite(low) ? { minimum: low } : {}), ...(Number.isFinite(high) ? { maximum: high } : {}) };
}

/** The same as a bound on a count of rows. */
export function boundOf(interval: Interval): Bound {
  const { minimum, maximum } = wholeNumbers(interval);
  if (minimum !== undefined && maximum !== undefined)
    return minimum === maximum
      ? { operator: 'mustBe', value: minimum, unit: 'rows' }
      : { operator: 'mustBeBetween', value: [minimum, maximum], unit: 'rows' };
  return minimum === undefined
    ? { operator: 'mustBeLessOrEqualTo', value: maximum ?? Number.MAX_SAFE_INTEGER, unit: 'rows' }
    : { operator: 'mustBeGreaterOrEqualTo', value: minimum, unit: 'rows' };
}
