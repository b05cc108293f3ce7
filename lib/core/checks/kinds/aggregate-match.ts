import * as z from 'zod';
import { InputError } from '../../errors.ts';
import type { RatioSide } from '../../profile/profile.ts';
import { defineCheck } from '../check.ts';
import { type Column, numbersOf } from '../column.ts';
import { columnNamed } from '../condition.ts';
import { limitArgs } from '../limits.ts';
import type { Row } from '../measure.ts';
import { judgeRatio } from '../ratio.ts';
import { type References, referenceColumns, referenceNamed } from '../reference.ts';
import { asNumber } from '../statistics/statistic.ts';

const figures = ['sum', 'mean'] as const;
const side = z.strictObject({
  of: z.enum(figures),
  column: z.string(),
  /** Whose column it is. @default the data's */
  reference: z.string().min(1).optional(),
});
type Side = z.output<typeof side>;

/** The ratio of two sums or means, of columns of the data or of other data sets. */
export const aggregateMatch = defineCheck({
  kind: 'aggregate-match',
  figure: true,
  args: z.strictObject({ first: side, second: side, ...limitArgs }),
  takes: { least: 0, most: 2 },
  references: ({ first, second }) =>
    [first, second].flatMap(({ reference, column }) =>
      reference === undefined ? [] : [{ name: reference, columns: [column] }],
    ),
  measure: ({ first, second }, columns, { references }) => {
    const own = new Map(columns.map((column) => [column.name, column]));
    const items = { ...itemsOf('a', first, own, references), ...itemsOf('b', second, own, references) };
    const names = columns.map(({ name }) => name);
    const read = (row: Row) => ({ ratio: { of: sideOf('a', first, row), to: sideOf('b', second, row) } });
    return { by: 'aggregate', columns: names, items, read };
  },
  judge: ({ first, second, ...limits }, counts) => {
    const sides = [first, second] as const;
    return judgeRatio(limits, counts, {
      figures: [figureOf(first), figureOf(second)],
      what: (a, b) => `${told(sides[0])} is ${a}, ${told(sides[1])} is ${b}`,
    });
  },
});

function itemsOf(
  alias: string,
  side: Side,
  own: ReadonlyMap<string, Column>,
  references: References,
): Record<string, string> {
  const ofColumn = (column: Column) => {
    const numbers = numbersOf(column);
    if (numbers === undefined)
      throw new InputError('column-type', `${told(side)}: the column holds no numbers, but is ${column.logicalType}`);
    const sum = `${column.storage === 'integer' ? 'sum' : 'fsum'}(${numbers})`;
    return [sum, `count(${numbers})`, `count_if(${column.present})`];
  };
  const { reference: name, column } = side;
  const named = (items: string[]) => Object.fromEntries(items.map((sql, at) => [`${alias}${at}`, sql]));
  if (name === undefined) return named(ofColumn(columnNamed(column, own)));
  const reference = referenceNamed(name, references);
  const theirs = referenceColumns(reference, [column]);
  const from = reference.typed(theirs);
  return named(theirs.flatMap(ofColumn).map((sql) => `(SELECT ${sql} FROM ${from})`));
}

function sideOf(alias: string, side: Side, row: Row): RatioSide {
  const [sum, values, present] = [0, 1, 2].map((at) => asNumber(row[`${alias}${at}`]));
  if (Number(present) > Number(values))
    throw new InputError(
      'column-type',
      `${told(side)}: ${Number(present) - Number(values)} values are no finite number`,
    );
  const counted = { values: Number(values), sum: sum ?? null };
  return side.reference === undefined ? counted : { ...counted, fixed: true };
}

function figureOf({ of }: Side) {
  return ({ sum, values }: RatioSide) => (of === 'sum' || sum === null ? sum : sum / values);
}

function told({ of, column, reference }: Side): string {
  return `${of} of ${reference === undefined ? '' : `${reference}.`}${column}`;
}
