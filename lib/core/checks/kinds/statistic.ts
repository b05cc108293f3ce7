import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { type CheckCounts, maxKeys } from '../../profile/profile.ts';
import { defineCheck, type Judged, several } from '../check.ts';
import { describeLimits, judgeLimits, judgeNear, limitArgs, unknown } from '../limits.ts';
import { otherTypesArg } from '../other-types.ts';
import { statistics } from '../statistics/registry.ts';

const names = Object.keys(statistics);

/** A statistic of a column lies within limits. Of moments and texts there is a least and a greatest one. */
export const statistic = defineCheck({
  kind: 'statistic',
  figure: true,
  args: z.strictObject({ of: z.enum(names), ...limitArgs, otherTypes: otherTypesArg }),
  takes: several,
  measure: ({ of }, columns) => {
    const measure = statistics[of]?.measure(columns);
    if (measure) return measure;
    const told = columns.map(({ name, logicalType }) => `${name} (${logicalType})`).join(', ');
    throw new InputError('column-type', `${told} has no ${of}`);
  },
  judge: ({ of, otherTypes: _, ...limits }, counts) => judgeStatistic(of, limits, counts),
});

function judgeStatistic(of: string, limits: Parameters<typeof judgeLimits>[1], counts: CheckCounts): Judged {
  const { ofParts, ofKeys, ofQuantiles, needsNumbers } = statistics[of] ?? {};
  const { parts, different, quantiles } = counts;
  if (parts && needsNumbers && parts.others > 0) {
    const clause = `${parts.others} values are no finite number, so that there is no ${of}`;
    return { verdict: 'inconclusive', observed: null, allowed: describeLimits(limits), clause };
  }
  if (parts && ofParts) return judgeLimits(of, limits, { observed: ofParts(parts) });
  const { hashes } = different ?? {};
  if (different && hashes && ofKeys) return judgeLimits(of, limits, { observed: ofKeys({ ...different, hashes }) });
  if (hashes === null) {
    const clause = `there are more than ${maxKeys} different values, which are too many to compare across files; give the data as one file`;
    return { verdict: 'inconclusive', observed: null, allowed: describeLimits(limits), clause };
  }
  if (quantiles && ofQuantiles) return judgeNear(of, limits, ofQuantiles(quantiles));
  if (quantiles === null) return judgeLimits(of, limits, { observed: null });
  return counts.observed === undefined ? unknown(of, describeLimits(limits)) : judgeLimits(of, limits, counts);
}
