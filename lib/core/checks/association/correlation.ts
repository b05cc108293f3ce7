import { InputError } from '../../errors.ts';
import { type Column, numbersOf } from '../column.ts';
import type { Measure } from '../measure.ts';
import { asNumber } from '../statistics/statistic.ts';

/** Pearson's coefficient over the rows that have both numbers. */
export function correlation(a: Column | undefined, b: Column | undefined): Measure {
  const [x, y] = [a && numbersOf(a), b && numbersOf(b)];
  if (!a || !b || x === undefined || y === undefined)
    throw new InputError(
      'column-type',
      `${a?.name} and ${b?.name} are not both of numbers, so that they have no correlation`,
    );
  return {
    by: 'aggregate',
    columns: [a.name, b.name],
    // A column that is always the same has no correlation, and rounding must not give it one.
    items: { r: `CASE WHEN min(${x}) < max(${x}) AND min(${y}) < max(${y}) THEN corr(${y}, ${x}) END` },
    read: ({ r }) => ({ observed: asNumber(r) }),
  };
}
