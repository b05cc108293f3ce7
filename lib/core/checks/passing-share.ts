import type { Bound, Operator } from './bound.ts';
import type { Interval } from './interval.ts';

/** Parts of a percent that are told apart: fewer than one row in ten billion. */
const fine = 1e8;
/** 100 - 0.95 · 100 is 5 and a little. */
const rounding = 1e-3;

/**
 * The share of rows that pass lies in an interval, as a bound on those that fail. Whoever has just the share that is allowed passes
 * an end that is included, and no other, though 100 - 100 · 2/3 is not 100 · 1/3 to the last digit.
 */
export function boundOfShare({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Interval): Bound {
  const most = minimum === undefined ? undefined : ceil(minimum);
  const least = maximum === undefined ? undefined : floor(maximum);
  if (most !== undefined && least !== undefined)
    return { operator: 'mustBeBetween', value: [least, most], unit: 'percent' };
  const found: Array<[Operator, number | undefined]> = [
    ['mustBeLessOrEqualTo', most],
    ['mustBeGreaterOrEqualTo', least],
    ['mustBeLessThan', exclusiveMinimum === undefined ? undefined : floor(exclusiveMinimum)],
    ['mustBeGreaterThan', exclusiveMaximum === undefined ? undefined : ceil(exclusiveMaximum)],
  ];
  const [operator, value] = found.find(([, one]) => one !== undefined) ?? ['mustBeLessOrEqualTo', 100];
  return { operator, value: value ?? 100, unit: 'percent' };
}

/** Percent that fail, of a share that passes. */
function ceil(share: number): number {
  return Math.ceil((100 - share * 100) * fine - rounding) / fine;
}

function floor(share: number): number {
  return Math.floor((100 - share * 100) * fine + rounding) / fine;
}
