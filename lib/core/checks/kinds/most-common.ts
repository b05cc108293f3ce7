import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { plain, shown, unknown } from '../limits.ts';
import type { Groups, Observation } from '../measure.ts';
import { membership, shownValues, valuesArg } from '../membership.ts';

/** The most common value of a column is one of a set; of several that are equally common all are, or one where that is enough. */
export const mostCommon = defineCheck({
  kind: 'most-common',
  args: z.strictObject({ values: valuesArg, tiesAllowed: z.boolean().default(false) }),
  measure: ({ values }, [column]) => ({
    by: 'values',
    columns: column ? [column.name] : [],
    keep: 'modes',
    ...(column ? { inside: `coalesce(${membership(column, values).member}, false)` } : {}),
    read: modesOf,
  }),
  ofGroups: (_args, found) => modesOf(found),
  judge: ({ values, tiesAllowed }, { observed, details }) => {
    const allowed = `one of ${shownValues(values)}`;
    if (observed === undefined) return unknown('the most common value', allowed);
    const { outside = 0, different = 0 } = details as { outside?: number; different?: number };
    if (different === 0)
      return {
        verdict: 'inconclusive',
        observed: null,
        allowed,
        clause: 'there are no values, so none is the most common',
      };
    const holds = different === 1 || tiesAllowed ? outside < different : false;
    const clause = `most common is ${shown(observed)}, allowed ${allowed}${different > 1 ? `${tiesAllowed ? '' : ' alone'}` : ''}`;
    return { verdict: holds ? 'pass' : 'fail', observed: plain(observed), allowed, clause };
  },
});

function modesOf(found: Groups): Observation {
  const count = found.groups.reduce((most, group) => Math.max(most, group.count), 0);
  const modes = found.groups.filter((group) => group.count === count);
  // Of very many modes, not all have come along.
  const all = modes.length === found.groups.length;
  const outside = all ? found.outside : modes.filter(({ inside }) => !inside).length;
  return {
    observed: modes.map((group) => group.values[0] ?? null),
    details: { count, different: all ? found.different : modes.length, outside },
  };
}
