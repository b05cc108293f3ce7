import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { describeLimits, judgeLimits, limitArgs, shown, unknown } from '../limits.ts';
import { bins, distanceOfBins, measureBins } from '../partition/bins.ts';
import { categories, distanceOfCategories, measureCategories } from '../partition/categories.ts';

/** The distribution of a column is near one that is given, by categories or by bins: Kullback-Leibler divergence in nats. */
export const partitionDistance = defineCheck({
  kind: 'partition-distance',
  args: z.strictObject({
    distance: z.literal('kl'),
    partition: z.union([categories, bins]).nullable(),
    maximum: limitArgs.maximum,
  }),
  measure: ({ partition }, [column]) => {
    if (!column || partition === null) return { by: 'known', failing: 0, observation: { observed: 0 } };
    return 'values' in partition ? measureCategories(partition, column) : measureBins(partition, column);
  },
  ofGroups: ({ partition }, found) => {
    if (partition === null) return {};
    return 'values' in partition ? distanceOfCategories(partition, found) : distanceOfBins(partition, found.groups);
  },
  judge: ({ partition, maximum }, counts) => {
    const observed = partition === null ? 0 : counts.observed;
    const allowed = describeLimits({ maximum });
    if (observed === undefined) return unknown('the divergence', allowed);
    if (observed !== null || maximum === undefined) return judgeLimits('divergence', { maximum }, { observed });
    const clause = `divergence is infinite, allowed ${shown(allowed)}: there are values where none are expected`;
    return { verdict: 'fail', observed, allowed, clause };
  },
});
