import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck, several } from '../check.ts';
import type { Column } from '../column.ts';
import { columnNamed } from '../condition.ts';
import { kept } from '../ignore.ts';
import { alike } from '../keys.ts';
import { type Reference, referenceColumns, referenceNamed } from '../reference.ts';
import { both } from '../sql.ts';

const names = z.array(z.string()).min(1);

/**
 * Another data set has a row with the same key, and the same values in the columns that are compared. The key names a row: none is without
 * one, and none of the other's repeats one.
 */
export const datasetMatch = defineCheck({
  kind: 'dataset-match',
  args: z.strictObject({
    reference: z.string().min(1),
    /** Its columns for the first ones of the check, which are the key. */
    keys: names,
    /** Its columns for the further ones. @default all columns but the key, by their names */
    columns: names.optional(),
  }),
  takes: several,
  references: ({ reference, keys, columns }) => [
    { name: reference, columns: columns === undefined ? 'all' : [...keys, ...columns] },
  ],
  fault: ({ reference }) => `without an equal one in ${reference}`,
  measure: ({ reference: name, keys, columns: others }, columns, { all, references }, check) => {
    if (columns.length !== keys.length + (others?.length ?? 0))
      throw new InputError(
        'columns-differ',
        `${columns.length} columns are compared with ${keys.length + (others?.length ?? 0)}`,
      );
    const reference = referenceNamed(name, references);
    const ours = columns.slice(0, keys.length);
    const theirs = referenceColumns(reference, keys);
    const values: Pair[] = others
      ? pairs(columns.slice(keys.length), referenceColumns(reference, others))
      : sameNames(ours, theirs, { all, reference });
    const compared = [...pairs(ours, theirs), ...values];
    const row = (side: 0 | 1) => `row(${compared.map((pair) => orNull(pair, side)).join(', ')})`;
    const comparable = (side: 0 | 1) => both(...compared.map((pair) => isComparable(pair, side)));
    const further = values.map(([, theirs]) => theirs);
    const rows = `SELECT ${row(1)} FROM ${reference.typed([...theirs, ...further])} WHERE ${both(kept('any-missing', theirs), comparable(1))}`;
    const considered = kept('any-missing', ours);
    return {
      by: 'predicate',
      considered,
      failing: `${considered} AND coalesce(NOT (${comparable(0)} AND ${row(0)} IN (${rows})), true)`,
      columns: check.columns,
      reads: values.map(([own]) => own.name),
      unordered: true,
      provided: {
        sql: `SELECT count(*) = count(DISTINCT row(${theirs.map(({ key }) => key).join(', ')})) FROM ${reference.typed(theirs)} WHERE ${both(kept('any-missing', theirs))}`,
        otherwise: `${keys.map((key) => `${name}.${key}`).join(', ')} is no key of it: some rows have the same`,
      },
    };
  },
});

type Pair = [own: Column, theirs: Column];

function pairs(ours: Column[], theirs: Column[]): Pair[] {
  return ours.flatMap((column, at): Pair[] => {
    const other = theirs[at];
    return other ? [[column, other]] : [];
  });
}

/** What is missing on both sides is the same. */
function orNull(pair: Pair, side: 0 | 1): string {
  return `CASE WHEN ${pair[side].present} THEN ${alike(...pair)[side]} END`;
}

/** A text beside moments that is none has no value to compare, and yet is not missing. */
function isComparable(pair: Pair, side: 0 | 1): string {
  return `(NOT ${pair[side].present} OR ${alike(...pair)[side]} IS NOT NULL)`;
}

/** @throws InputError `columns-differ` that names what only one of them has */
function sameNames(
  ours: Column[],
  theirs: Column[],
  { all, reference }: { all: ReadonlyMap<string, Column>; reference: Reference },
): Pair[] {
  const restOf = (columns: Iterable<Column>, keys: Column[]) =>
    [...columns].filter(({ name, field }) => !field && !keys.some((key) => key.name === name)).map(({ name }) => name);
  const own = restOf(all.values(), ours);
  const other = restOf(reference.columns.values(), theirs);
  const apart = [...own.filter((name) => !other.includes(name)), ...other.filter((name) => !own.includes(name))];
  if (apart.length > 0)
    throw new InputError(
      'columns-differ',
      `beside the key, the data and ${JSON.stringify(reference.name)} have not the same columns: ${apart.slice(0, 10).join(', ')} ${apart.length === 1 ? 'is' : 'are'} in one of them; name those to compare`,
    );
  return pairs(
    own.map((name) => columnNamed(name, all)),
    referenceColumns(reference, own),
  );
}
