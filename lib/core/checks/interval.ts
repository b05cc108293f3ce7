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
  const { exclusiveMinimum, exclusiveMaximum } = interval;
  const low = exclusiveMinimum === undefined ? ceil(interval.minimum) : Math.floor(exclusiveMinimum) + 1;
  const high = exclusiveMaximum === undefined ? floor(interval.maximum) : Math.ceil(exclusiveMaximum) - 1;
  return { ...(low === undefined ? {} : { minimum: low }), ...(high === undefined ? {} : { maximum: high }) };
}

function ceil(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.ceil(value);
}

function floor(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.floor(value);
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
