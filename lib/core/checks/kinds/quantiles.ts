import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { combine } from '../../gate.ts';
import type { Json } from '../../profile/profile.ts';
import { approximateQuantile, type Quantiles } from '../../sketch/quantiles.ts';
import { defineCheck, type Judged } from '../check.ts';
import { isTemporal, numbersOf } from '../column.ts';
import { describeLimits, judgeNear, shown, unknown, within } from '../limits.ts';
import { interpolations } from '../measure.ts';

const limit = z.union([z.number(), z.string()]).optional();
const args = z.strictObject({
  ranges: z.array(z.strictObject({ quantile: z.number().min(0).max(1), minimum: limit, maximum: limit })).min(1),
  interpolation: z.enum(interpolations).default('linear'),
});
type Range = z.output<typeof args>['ranges'][number];

/** Quantiles of a column lie within a range each. */
export const quantiles = defineCheck({
  kind: 'quantiles',
  args,
  measure: ({ ranges, interpolation }, [column]) => {
    if (!column || (numbersOf(column) === undefined && !isTemporal(column)))
      throw new InputError(
        'column-type',
        `${column?.name} holds ${column?.logicalType} values, which have no quantiles`,
      );
    const at = ranges.map(({ quantile }) => quantile);
    const read = (values: Json[]) => ({ observed: { quantiles: at, values } });
    return { by: 'quantiles', columns: [column.name], at, interpolation, read };
  },
  judge: ({ ranges }, { observed, quantiles }) => {
    const allowed = ranges.map((range) => `${range.quantile}: ${describeRange(range)}`).join(', ');
    if (quantiles) return judgeSketch(ranges, quantiles, allowed);
    const values = (observed as { values?: Json[] } | undefined)?.values;
    if (quantiles === null) return none(allowed);
    if (!values) return unknown('quantiles', allowed);
    if (values.includes(null)) return none(allowed);
    const outside = ranges.filter((range, index) => !holds(range, values[index] ?? null));
    const told = ranges.map(({ quantile }, index) => `${quantile}: ${shown(values[index] ?? null)}`).join(', ');
    const clause = `quantiles are ${told}; allowed ${allowed}`;
    return { verdict: outside.length === 0 ? 'pass' : 'fail', observed: told, allowed, clause };
  },
});

/** Each as near as the sketch of all parts tells it; the worst of them decides. */
function judgeSketch(ranges: Range[], sketch: Quantiles, allowed: string): Judged {
  const judged = ranges.map(({ quantile, minimum, maximum }) =>
    judgeNear(`quantile ${quantile}`, { minimum, maximum }, approximateQuantile(sketch, quantile)),
  );
  const verdict = combine(judged.map((one) => one.verdict));
  const observed = ranges.map(({ quantile }, at) => `${quantile}: ${shown(judged[at]?.observed ?? null)}`).join(', ');
  const clause = judged
    .filter((one) => one.verdict === verdict)
    .map((one) => one.clause)
    .join('; ');
  return { verdict, observed, allowed, clause };
}

function none(allowed: string): Judged {
  return { verdict: 'inconclusive', observed: null, allowed, clause: 'there are no values to take quantiles of' };
}

function holds({ minimum, maximum }: Range, value: Json): boolean {
  return (typeof value === 'number' || typeof value === 'string') && within({ minimum, maximum }, value) === true;
}

function describeRange({ minimum, maximum }: Range): string {
  return describeLimits({ minimum, maximum });
}
