import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { type Column, isTemporal, numbersOf, stringsOf } from '../column.ts';
import { number, text } from '../sql.ts';

const limit = z.union([z.number(), z.string()]).optional();
const args = z
  .strictObject({ minimum: limit, maximum: limit, exclusiveMinimum: limit, exclusiveMaximum: limit })
  .refine((limits) => Object.values(limits).some((value) => value !== undefined), {
    error: 'needs a minimum or a maximum',
  });
type Limits = z.output<typeof args>;

/** A number, date, timestamp, time or text lies within its limits; texts by their code points. */
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
    return beyond.flatMap(([sign, at]) => (at === undefined ? [] : [beyondSql(column, sign, at)])).join(' OR ');
  },
});

function beyondSql(column: Column, sign: string, at: number | string): string {
  const sides = typeof at === 'number' ? numbers(column, at) : texts(column, at);
  if (!sides)
    throw new InputError(
      'column-type',
      `${column.name} holds ${column.logicalType} values, which cannot be compared with ${JSON.stringify(at)}`,
    );
  const [side, literal] = sides;
  const compared = `${side} ${sign} ${literal}`;
  // Of mixed values, one that cannot be compared lies in no range.
  return column.storage === 'mixed' ? `(${column.present} AND coalesce(${compared}, true))` : compared;
}

function numbers(column: Column, at: number): [string, string] | undefined {
  const side = numbersOf(column);
  return side === undefined ? undefined : [side, number(at)];
}

function texts(column: Column, at: string): [string, string] | undefined {
  if (isTemporal(column)) return [column.value, `CAST(${text(at)} AS ${column.logicalType.toUpperCase()})`];
  const side = stringsOf(column);
  return side === undefined ? undefined : [side, text(at)];
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
