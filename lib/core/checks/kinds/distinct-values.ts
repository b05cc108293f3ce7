import * as z from 'zod';
import { defineCheck } from '../check.ts';
import type { Scalar } from '../condition.ts';
import { plain, shown, unknown } from '../limits.ts';
import type { Groups, Observation } from '../measure.ts';
import { membership, shownValues, valuesArg } from '../membership.ts';

const relations = {
  subset: 'are not all among',
  superset: 'do not contain all of',
  equal: 'are not exactly',
} as const;

/** The different values of a column are among a set, contain it, or are it. Without a set there is nothing to say. */
export const distinctValues = defineCheck({
  kind: 'distinct-values',
  args: z.strictObject({
    relation: z.enum(Object.keys(relations) as Array<keyof typeof relations>),
    values: valuesArg.nullable(),
  }),
  measure: ({ relation, values }, [column]) => ({
    by: 'values',
    columns: column ? [column.name] : [],
    keep: 'all',
    ...(column && values ? { inside: `coalesce(${membership(column, values).member}, false)` } : {}),
    read: (found) => observationOf(relation, values, found),
  }),
  ofGroups: ({ relation, values }, found) => observationOf(relation, values, found),
  judge: ({ relation, values }, { observed, details }) => {
    const allowed = values === null ? 'any values' : `${relation} of ${shownValues(values)}`;
    if (observed === undefined) return unknown('the set of values', allowed);
    const { outside = 0, missing = 0 } = details as { outside?: number; missing?: number };
    const holds = outside === 0 && missing === 0;
    const clause = `values are ${shown(observed)}${holds ? '' : `, which ${relations[relation]} ${shownValues(values ?? [])}`}`;
    return { verdict: holds ? 'pass' : 'fail', observed: plain(observed), allowed, clause };
  },
});

function observationOf(relation: keyof typeof relations, values: Scalar[] | null, found: Groups): Observation {
  const counts = found.groups.map((group) => ({ value: group.values[0] ?? null, count: group.count }));
  const missing = values === null || relation === 'subset' ? 0 : countMissing(found, values);
  const outside = values === null || relation === 'superset' ? 0 : found.outside;
  return {
    observed: counts.map(({ value }) => value),
    details: { value_counts: counts, different: found.different, outside, missing },
  };
}

/** Members of the set that no row has. 1 and 1.0 are one member. */
function countMissing({ groups }: Groups, values: Scalar[]): number {
  const members = new Set(values.filter((value) => value !== null).map((value) => Number(value === true) || value));
  return Math.max(0, members.size - groups.filter(({ inside }) => inside).length);
}
