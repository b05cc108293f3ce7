import * as z from 'zod';
import { isBigWhole } from '../../big-whole.ts';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { anyNumbersOf, type Column, isNumber, isNumeric, isTemporal, stringsOf } from '../column.ts';
import { besideWhole } from '../condition.ts';
import { describeLimits, limitKeys } from '../limits.ts';
import { isoMoment } from '../moments.ts';
import { othersThan, otherTypesArg } from '../other-types.ts';
import { numberBeside, text } from '../sql.ts';

const limit = z.union([z.number(), z.string()]).optional();
const args = z
  .strictObject({
    minimum: limit,
    maximum: limit,
    exclusiveMinimum: limit,
    exclusiveMaximum: limit,
    /** A value must lie outside of the limits. */
    not: z.boolean().default(false),
    otherTypes: otherTypesArg,
  })
  .refine((limits) => limitKeys.some((key) => limits[key] !== undefined), { error: 'needs a minimum or a maximum' });
type Limits = z.output<typeof args>;

/** A number, date, timestamp, time or text lies within its limits; texts by their code points. */
export const range = defineCheck({
  kind: 'range',
  args,
  fault: describe,
  others: ({ otherTypes, ...limits }, column) => {
    const numeric = limitKeys.some((key) => typeof limits[key] === 'number' || isBigWhole(limits[key]));
    if (!isTemporal(column)) return othersThan(numeric ? 'numbers' : 'texts', column, otherTypes);
    return otherTypes === 'error' && !column.proved ? `${column.present} AND ${column.value} IS NULL` : undefined;
  },
  failing: (limits, column) => {
    const beyond = limitKeys.flatMap((key) => {
      const at = limits[key];
      return at === undefined ? [] : [beyondSql(column, signs[key], at)];
    });
    return limits.not ? `${column.present} AND NOT (${beyond.join(' OR ')})` : beyond.join(' OR ');
  },
});

const signs = { minimum: '<', exclusiveMinimum: '<=', maximum: '>', exclusiveMaximum: '>=' } as const;

function beyondSql(column: Column, sign: string, at: number | string): string {
  const sides = typeof at === 'number' ? numbers(column, at) : texts(column, at);
  if (!sides)
    throw new InputError(
      'column-type',
      `${column.name} holds ${column.logicalType} values, which cannot be compared with ${JSON.stringify(at)}`,
    );
  const [side, literal] = sides;
  // NaN is missing here.
  const nan = sign.startsWith('>') && column.storage === 'float' ? ` AND ${isNumber(side)}` : '';
  const compared = `${side} ${sign} ${literal}${nan}`;
  // Of mixed values, one that cannot be compared lies in no range.
  return column.storage === 'mixed' ? `(${column.present} AND coalesce(${compared}, true))` : compared;
}

function numbers(column: Column, at: number): [string, string] | undefined {
  const side = anyNumbersOf(column);
  return side === undefined ? undefined : [side, numberBeside(column.storage, at)];
}

function texts(column: Column, at: string): [string, string] | undefined {
  if (isBigWhole(at) && isNumeric(column)) return besideWhole(column, at);
  if (isTemporal(column)) return [column.value, `CAST(${text(isoMoment(at))} AS ${column.logicalType.toUpperCase()})`];
  const side = stringsOf(column);
  return side === undefined ? undefined : [side, text(at)];
}

function describe({ not, ...limits }: Limits): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  if (not) return `within ${describeLimits(limits)}`;
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
