import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { plain, shown, unknown } from '../limits.ts';
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
    read: ({ groups, different, outside }) => ({
      observed: groups.map((group) => group.values[0] ?? null),
      details: { count: groups[0]?.count ?? 0, different, outside },
    }),
  }),
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
