import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Column } from '../column.ts';
import { number, text } from '../sql.ts';

const limit = z.union([z.number(), z.string()]).optional();
const args = z
  .strictObject({ minimum: limit, maximum: limit, exclusiveMinimum: limit, exclusiveMaximum: limit })
  .refine((limits) => Object.values(limits).some((value) => value !== undefined), {
    error: 'needs a minimum or a maximum',
  });
type Limits = z.output<typeof args>;

/** A number, date, timestamp or time lies within its limits. */
export const range = defineCheck({
  kind: 'range',
  args,
  fault: describe,
  failing: (limits, column) => {
    const beyond = [
      ['<', limits.minimum],
      ['<=', limits.exclusiveMinimum],
      ['>', limits.maximum],
      ['>=', limits.exclusiveMaximum],
    ] as const;
    return beyond
      .flatMap(([sign, at]) => (at === undefined ? [] : [`${column.value} ${sign} ${literal(at, column)}`]))
      .join(' OR ');
  },
});

function literal(at: number | string, { logicalType }: Column): string {
  if (typeof at === 'number') return number(at);
  return `CAST(${text(at)} AS ${logicalType.toUpperCase()})`;
}

function describe({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Limits): string {
  const ends = [
    minimum !== undefined ? `below ${minimum}` : '',
    exclusiveMinimum !== undefined ? `not above ${exclusiveMinimum}` : '',
    maximum !== undefined ? `above ${maximum}` : '',
    exclusiveMaximum !== undefined ? `not below ${exclusiveMaximum}` : '',
  ].filter(Boolean);
  return minimum !== undefined && maximum !== undefined && ends.length === 2
    ? `outside ${minimum}..${maximum}`
    : ends.join(' or ');
}
