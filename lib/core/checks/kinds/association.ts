import * as z from 'zod';
import { binsArg, measureTable, missingArg } from '../association/contingency.ts';
import { correlation } from '../association/correlation.ts';
import { defineCheck, two } from '../check.ts';
import { judgeLimits, limitArgs, unknown } from '../limits.ts';

/** How much two columns tell of each other: Cramér's V, Pearson's correlation, or mutual information in nats. */
export const association = defineCheck({
  kind: 'association',
  args: z.strictObject({
    of: z.enum(['cramers-phi', 'correlation', 'mutual-information']),
    ...limitArgs,
    bins: z.tuple([binsArg, binsArg]).default([null, null]),
    missing: missingArg,
  }),
  takes: two,
  measure: ({ of, bins, missing }, [a, b]) =>
    of === 'correlation' ? correlation(a, b) : measureTable({ of, bins, missing }, a, b),
  judge: ({ of, bins: _bins, missing: _missing, ...limits }, counts) =>
    counts.observed === undefined ? unknown(of, '') : judgeLimits(of, limits, counts),
});
