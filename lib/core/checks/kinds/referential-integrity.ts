import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck, several } from '../check.ts';
import { kept } from '../ignore.ts';
import { alike } from '../keys.ts';
import { referenceColumns, referenceNamed } from '../reference.ts';
import { both } from '../sql.ts';

/** What some columns hold together is there in columns of another data set. Where one has no value, there is nothing to look for. */
export const referentialIntegrity = defineCheck({
  kind: 'referential-integrity',
  args: z.strictObject({ reference: z.string().min(1), columns: z.array(z.string()).min(1) }),
  takes: several,
  references: ({ reference, columns }) => [{ name: reference, columns }],
  fault: ({ reference, columns }) => `with nothing equal in ${reference}.${columns.join(`, ${reference}.`)}`,
  measure: ({ reference: name, columns: others }, columns, { references }) => {
    if (others.length !== columns.length)
      throw new InputError(
        'columns-differ',
        `${columns.length} columns are looked for in ${others.length} of ${JSON.stringify(name)}; as many are needed`,
      );
    const reference = referenceNamed(name, references);
    const theirs = referenceColumns(reference, others);
    const pairs = columns.map((column, at) => alike(column, theirs[at] ?? column));
    const key = (side: 0 | 1) => keySql(pairs.map((pair) => pair[side]));
    // A null within a row equals another, where both are texts that are no moments.
    const comparable = pairs.map(([, their]) => `${their} IS NOT NULL`);
    const keys = `SELECT ${key(1)} FROM ${reference.typed(theirs)} WHERE ${both(kept('any-missing', theirs), ...comparable)}`;
    const considered = kept('any-missing', columns);
    return {
      by: 'predicate',
      considered,
      failing: `${considered} AND coalesce(NOT ${key(0)} IN (${keys}), true)`,
      columns: columns.map((column) => column.name),
      unordered: true,
    };
  },
});

/** Rows of several values are equal where each is. */
function keySql(parts: string[]): string {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? `(${only})` : `row(${parts.join(', ')})`;
}
