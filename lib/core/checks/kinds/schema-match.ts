import * as z from 'zod';
import type { CheckCounts } from '../../profile/profile.ts';
import { defineCheck, none } from '../check.ts';
import { type Column, isNumeric } from '../column.ts';
import { limitArgs, shown } from '../limits.ts';
import { judgeRatio } from '../ratio.ts';
import { referenceNamed } from '../reference.ts';

/** The share of columns that another data set has too, by name and type; none where one has more of them than the other. */
export const schemaMatch = defineCheck({
  kind: 'schema-match',
  figure: true,
  args: z.strictObject({ reference: z.string().min(1), ...limitArgs }),
  takes: none,
  references: ({ reference }) => [{ name: reference, columns: 'all' }],
  measure: ({ reference }, _columns, { all, references }) => {
    const theirs = columnsOf(referenceNamed(reference, references).columns);
    const ours = [...columnsOf(all).values()];
    const wrong = [
      ...ours.flatMap((column) => differenceOf(column, theirs.get(column.name))),
      ...[...theirs.keys()].filter((name) => !all.has(name)).map((name) => `no ${shown(name)}`),
    ];
    const same = ours.length - ours.filter((column) => differenceOf(column, theirs.get(column.name)).length > 0).length;
    const matching = ours.length === theirs.size ? same : 0;
    const side = (sum: number) => ({ values: ours.length, sum });
    const ratio = { of: side(matching), to: side(ours.length) };
    return {
      by: 'aggregate',
      columns: [],
      items: {},
      read: () => ({ ratio, details: { wrong, theirs: theirs.size } }),
    };
  },
  judge: ({ reference, ...limits }, counts) =>
    judgeRatio(limits, counts, {
      what: (same, ours) => describe(same, ours, reference, counts),
    }),
});

/** Fields within them are no columns. */
function columnsOf(all: ReadonlyMap<string, Column>): Map<string, Column> {
  return new Map([...all].filter(([, { field }]) => !field));
}

function differenceOf(column: Column, theirs: Column | undefined): string[] {
  if (!theirs) return [`${shown(column.name)} is not there`];
  const [ours, other] = [typeOf(column), typeOf(theirs)];
  // A CSV that holds 1 and 2 does not say that 1.5 is none.
  const numbers = isNumeric(column) && isNumeric(theirs) && [column, theirs].some(({ storage }) => storage === 'text');
  return ours === other || numbers ? [] : [`${shown(column.name)} is ${ours} beside ${other}`];
}

function typeOf({ storage, logicalType }: Column): string {
  return storage === 'nested' || storage === 'binary' || storage === 'mixed' ? storage : logicalType;
}

function describe(same: string, ours: string, reference: string, { details }: CheckCounts): string {
  const { wrong = [], theirs } = (details ?? {}) as { wrong?: string[]; theirs?: number };
  const told = wrong.length > 0 ? ` (${wrong.slice(0, 5).join(', ')}${wrong.length > 5 ? ', …' : ''})` : '';
  if (theirs !== undefined && String(theirs) !== ours) return `${ours} columns beside ${theirs} of ${reference}${told}`;
  return `${same} of ${ours} columns are as in ${reference}${told}`;
}
