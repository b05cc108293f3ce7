import type { Bound } from './bound.ts';
import type { Check } from './check.ts';

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
function boundOf(interval: Interval): Bound {
  const { minimum, maximum } = wholeNumbers(interval);
  if (minimum !== undefined && maximum !== undefined)
    return minimum === maximum
      ? { operator: 'mustBe', value: minimum, unit: 'rows' }
      : { operator: 'mustBeBetween', value: [minimum, maximum], unit: 'rows' };
  return minimum === undefined
    ? { operator: 'mustBeLessOrEqualTo', value: maximum ?? Number.MAX_SAFE_INTEGER, unit: 'rows' }
    : { operator: 'mustBeGreaterOrEqualTo', value: minimum, unit: 'rows' };
}

/** Whose number is that of failing rows, or of all, so that the bound is on rows. */
const ofRows = new Set(['row-count', 'unique']);

/** A check whose number lies in the interval. */
export function limited(check: Check, interval: Interval): Check {
  if (ofRows.has(check.kind)) return { ...check, accept: boundOf(interval) };
  const limits = check.kind === 'column-count' ? wholeNumbers(interval) : interval;
  return { ...check, args: { ...(check.args as object), ...limits } };
}

/** A check that says its number and allows any. */
export function unlimited(check: Check): Check {
  return ofRows.has(check.kind) ? { ...check, accept: boundOf({ minimum: 0 }) } : check;
}
