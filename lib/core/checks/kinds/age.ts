import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { isTemporal } from '../column.ts';
import { describeLimits } from '../limits.ts';
import { number, text } from '../sql.ts';

const seconds = z.number().optional();
const limits = { minimum: seconds, maximum: seconds, exclusiveMinimum: seconds, exclusiveMaximum: seconds };

/** How long before the moment of judging, or before another one, a date or timestamp lies: within limits in seconds. */
export const age = defineCheck({
  kind: 'age',
  args: z
    .strictObject({ ...limits, not: z.boolean().optional(), reference: z.iso.datetime().optional() })
    .refine((args) => Object.keys(limits).some((key) => args[key as keyof typeof limits] !== undefined), {
      error: 'needs a minimum or a maximum',
    }),
  fault: ({ reference, not, ...given }) =>
    `with another age than ${describeLimits({ ...given, not })} s${reference === undefined ? '' : ` at ${reference}`}`,
  failing: ({ reference, not, ...given }, column) => {
    if (!isTemporal(column) || column.logicalType === 'time')
      throw new InputError('column-type', `${column.name} holds ${column.logicalType} values; only dates have an age`);
    // Timestamps are in UTC, and so is the clock.
    const now = reference === undefined ? 'now()::TIMESTAMP' : `${text(reference.replace(/Z$/, ''))}::TIMESTAMP`;
    const aged = `epoch(${now} - CAST(${column.value} AS TIMESTAMP))`;
    const signs = { minimum: '<', exclusiveMinimum: '<=', maximum: '>', exclusiveMaximum: '>=' } as const;
    const outside = Object.entries(signs).flatMap(([key, sign]) => {
      const at = given[key as keyof typeof signs];
      return at === undefined ? [] : [`${aged} ${sign} ${number(at)}`];
    });
    return not ? `${column.present} AND NOT (${outside.join(' OR ')})` : outside.join(' OR ');
  },
});
