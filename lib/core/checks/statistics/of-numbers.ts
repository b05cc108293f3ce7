import type { Json } from '../../profile/profile.ts';
import { approximateQuantile } from '../../sketch/quantiles.ts';
import { numbersOf } from '../column.ts';
import { asNumber, type Statistic } from './statistic.ts';

/** Statistics of all numbers together, which parts of the data do not tell of the whole. */
export const ofNumbers = {
  median: quantiles(
    [0.5],
    ([middle]) => middle ?? null,
    (sketch) => approximateQuantile(sketch, 0.5),
  ),
  iqr: quantiles(
    [0.25, 0.75],
    ([low, high]) => {
      const [from, to] = [asNumber(low), asNumber(high)];
      return from === null || to === null ? null : to - from;
    },
    (sketch) => {
      const [low, high] = [approximateQuantile(sketch, 0.25), approximateQuantile(sketch, 0.75)];
      return { value: high.value - low.value, error: high.error + low.error };
    },
  ),
};

function quantiles(
  at: number[],
  of: (values: Json[]) => Json,
  ofQuantiles: NonNullable<Statistic['ofQuantiles']>,
): Statistic {
  return {
    ofQuantiles,
    needsNumbers: true,
    measure: ([column, ...others]) => {
      if (!column || others.length > 0 || numbersOf(column) === undefined) return undefined;
      const read = (values: Json[]) => ({ observed: of(values) });
      return { by: 'quantiles', columns: [column.name], at, interpolation: 'linear', read };
    },
  };
}
