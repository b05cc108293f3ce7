import { type Bound, describeBound, holds, noRow } from './bound.ts';
import type { Accept } from './check.ts';

/** Whether so many failing rows are allowed. */
export function accepts(accept: Accept, failing: number, rows: { considered: number; total: number }): boolean {
  if (!('mostly' in accept)) return holds(accept, failing, rows.total);
  // 19 of 20 is 0.95, whatever binary fractions make of 1 - 0.05.
  return rows.considered === 0 || (rows.considered - failing) / rows.considered >= accept.mostly;
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
