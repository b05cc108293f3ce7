import * as z from 'zod';
import type { CheckCounts } from '../../profile/profile.ts';
import { associationOf, binsArg, measureTable, missingArg } from '../association/contingency.ts';
import { coefficient, correlation } from '../association/correlation.ts';
import { defineCheck, type Judged, two } from '../check.ts';
import { describeLimits, judgeLimits, type Limits, limitArgs, unknown } from '../limits.ts';

/** How much two columns tell of each other: Cramér's V, Pearson's correlation, or mutual information in nats. */
export const association = defineCheck({
  kind: 'association',
  figure: true,
  args: z.strictObject({
    of: z.enum(['cramers-phi', 'correlation', 'mutual-information']),
    ...limitArgs,
    bins: z.tuple([binsArg, binsArg]).default([null, null]),
    missing: missingArg,
  }),
  takes: two,
  measure: ({ of, bins, missing }, [a, b]) =>
    of === 'correlation' ? correlation(a, b) : measureTable({ of, bins, missing }, a, b),
  ofGroups: ({ of, bins, missing }, found) => (of === 'correlation' ? {} : associationOf({ of, bins, missing }, found)),
  judge: ({ of, bins: _bins, missing: _missing, ...limits }, counts) => judgeAssociation(of, limits, counts),
});

function judgeAssociation(of: string, limits: Limits, { pairs, observed }: CheckCounts): Judged {
  if (pairs !== undefined) return judgeLimits(of, limits, { observed: coefficient(pairs) });
  return observed === undefined ? unknown(of, describeLimits(limits)) : judgeLimits(of, limits, { observed });
}
