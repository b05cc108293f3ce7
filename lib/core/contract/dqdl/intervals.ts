import type { Bound } from '../../checks/bound.ts';
import type { Operator } from './syntax.ts';

/** An interval of numbers; an end that is absent is open. */
export interface Interval {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** The numbers that satisfy a condition, as intervals: one is enough. `between` leaves out both its ends. */
export function intervalsOf(operator: Operator, numbers: number[]): Interval[] {
  const [first = Number.NaN, last = Number.NaN] = [numbers[0], numbers.at(-1)];
  switch (operator) {
    case '=':
    case 'in':
      return numbers.map((number) => ({ minimum: number, maximum: number }));
    case '!=':
    case 'not in':
      return gaps([...numbers].sort((a, b) => a - b));
    case '>':
      return [{ exclusiveMinimum: first }];
    case '>=':
      return [{ minimum: first }];
    case '<':
      return [{ exclusiveMaximum: first }];
    case '<=':
      return [{ maximum: first }];
    case 'between':
      return [{ exclusiveMinimum: first, exclusiveMaximum: last }];
    case 'not between':
      return [{ maximum: first }, { minimum: last }];
    default:
      return [];
  }
}

function gaps(sorted: number[]): Interval[] {
  const ends = [...new Set(sorted)];
  return [...ends, undefined].map((end, index) => {
    const start = ends[index - 1];
    return {
      ...(start === undefined ? {} : { exclusiveMinimum: start }),
      ...(end === undefined ? {} : { exclusiveMaximum: end }),
    };
  });
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
