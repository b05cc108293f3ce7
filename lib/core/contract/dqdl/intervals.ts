import type { Interval } from '../../checks/interval.ts';
import type { Operator } from './syntax.ts';

/** What satisfies a condition, as intervals: one is enough. `between` leaves out both its ends. `sorted`: the ends by size. */
export function intervalsOf<End>(
  operator: Operator,
  ends: readonly End[],
  sorted: readonly End[] = ends,
): Array<Interval<End>> {
  const [first, last] = [ends[0] as End, ends.at(-1) as End];
  switch (operator) {
    case '=':
    case 'in':
      return ends.map((end) => ({ minimum: end, maximum: end }));
    case '!=':
    case 'not in':
      return gaps(sorted);
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

function gaps<End>(sorted: readonly End[]): Array<Interval<End>> {
  const ends = [...new Set(sorted)];
  return [...ends, undefined].map((end, index) => {
    const start = ends[index - 1];
    return {
      ...(start === undefined ? {} : { exclusiveMinimum: start }),
      ...(end === undefined ? {} : { exclusiveMaximum: end }),
    };
  });
}
