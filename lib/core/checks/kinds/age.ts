import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { type Column, isTemporal, stringsOf } from '../column.ts';
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
    const moment = momentOf(column);
    // Timestamps are in UTC, and so is the clock.
    const now = reference === undefined ? 'now()::TIMESTAMP' : `${text(reference.replace(/Z$/, ''))}::TIMESTAMP`;
    const aged = `epoch(${now} - ${moment})`;
    const signs = { minimum: '<', exclusiveMinimum: '<=', maximum: '>', exclusiveMaximum: '>=' } as const;
    const outside = Object.entries(signs)
      .flatMap(([key, sign]) => {
        const at = given[key as keyof typeof signs];
        return at === undefined ? [] : [`${aged} ${sign} ${number(at)}`];
      })
      .join(' OR ');
    return `${column.present} AND (${moment} IS NULL OR ${not ? 'NOT ' : ''}(${outside}))`;
  },
});

/** A text that is no moment has no age, and fails. */
function momentOf(column: Column): string {
  if (isTemporal(column) && column.logicalType !== 'time') return `CAST(${column.value} AS TIMESTAMP)`;
  const strings = stringsOf(column);
  if (strings !== undefined) return `TRY_CAST(${strings} AS TIMESTAMP)`;
  throw new InputError('column-type', `${column.name} holds ${column.logicalType} values; only dates have an age`);
}
