import { InputError } from '../errors.ts';
import type { Order } from '../profile/profile.ts';
import { type Column, isTemporal, numbersOf, stringsOf } from './column.ts';
import type { Measure } from './measure.ts';

/** Rows whose value stands in this relation to the value before it. The first one has none before it. */
export function monotonic(column: Column | undefined, sign: Order['sign']): Measure {
  const ordered = column && (isTemporal(column) ? column.value : (numbersOf(column) ?? stringsOf(column)));
  if (!column || ordered === undefined || column.storage === 'mixed')
    throw new InputError('column-type', `${column?.name} holds ${column?.storage} values, which have no order`);
  return {
    by: 'predicate',
    columns: [column.name],
    windows: { previous: `lag(${ordered}) OVER ()` },
    order: { sql: ordered, sign, numeric: !isTemporal(column) && numbersOf(column) !== undefined },
    failing: `${ordered} ${sign} previous`,
    considered: column.present,
  };
}
