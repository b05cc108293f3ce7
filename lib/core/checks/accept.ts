import { type Bound, describeBound, holds, noRow } from './bound.ts';
import type { Accept } from './check.ts';

/** Whether so many failing rows are allowed. */
export function accepts(accept: Accept, failing: number, rows: { considered: number; total: number }): boolean {
  if (!('mostly' in accept)) return holds(accept, failing, rows.total);
  // 19 of 20 is 0.95, whatever binary fractions make of 1 - 0.05.
  return rows.considered === 0 || (rows.considered - failing) / rows.considered >= accept.mostly;
}

/** The same of a count that is known by its bounds; undefined where it depends on the count. */
export function acceptsEach(
  accept: Accept,
  [least, most]: [number, number],
  rows: { considered: number; total: number },
): boolean | undefined {
  const first = accepts(accept, least, rows);
  // Only limits at which a verdict turns can lie between.
  const turns = 'mostly' in accept ? [] : [accept.value].flat().flatMap((at) => near(at, accept.unit, rows.total));
  const between = turns.filter((count) => count > least && count < most);
  return [most, ...between].every((count) => accepts(accept, count, rows) === first) ? first : undefined;
}

function near(limit: number, unit: Bound['unit'], total: number): number[] {
  const count = Math.floor(unit === 'percent' ? (limit / 100) * total : limit);
  return [count - 1, count, count + 1];
}

export function describeAccept(accept: Accept): string {
  if (!('mostly' in accept)) return describeBound(accept);
  return describeBound({ operator: 'mustBeLessOrEqualTo', value: leastPercent(accept.mostly), unit: 'percent' });
}

/** 0.95 leaves 5 %, not 5.000000000000004 %. */
function leastPercent(mostly: number): number {
  return Number(((1 - mostly) * 100).toPrecision(12));
}

export function isNoRow(accept: Accept): boolean {
  const { operator, value }: Partial<Bound> = 'mostly' in accept ? {} : accept;
  return ('mostly' in accept && accept.mostly === 1) || (operator === noRow.operator && value === noRow.value);
}
