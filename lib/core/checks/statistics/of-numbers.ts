import type { Json } from '../../profile/profile.ts';
import { approximateQuantile } from '../../sketch/quantiles.ts';
import { type Column, numbersOf } from '../column.ts';
import type { Measure, Row } from '../measure.ts';
import { number } from '../sql.ts';
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
  /** Of the population: m3 / m2^1.5. */
  skewness: central(3, (moment, variance) => moment / variance ** 1.5),
  /** Of the population, 0 for a normal distribution: m4 / m2² - 3. */
  kurtosis: central(4, (moment, variance) => moment / variance ** 2 - 3),
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

/**
 * The mean first, and powers of what is left without it: powers of large numbers would leave no digits. What the mean is
 * off by its own rounding is taken out afterwards.
 */
function central(power: 3 | 4, of: (moment: number, variance: number) => number): Statistic {
  return {
    needsNumbers: true,
    measure: ([column, ...others]) => {
      const numbers = column && others.length === 0 ? numbersOf(column) : undefined;
      if (!column || numbers === undefined) return undefined;
      const columns = [column.name];
      return { by: 'after', columns, items: { mean: `avg(${numbers})` }, next: (row, [again]) => powers(row, again) };
    },
  };

  function powers({ mean }: Row, column: Column | undefined): Extract<Measure, { by: 'aggregate' }> {
    const numbers = (column && numbersOf(column)) ?? 'NULL';
    const centred = `(${numbers} - ${number(asNumber(mean) ?? 0)})`;
    const item = (times: number) => [`p${times}`, `avg(${Array(times).fill(centred).join(' * ')})`];
    return {
      by: 'aggregate',
      columns: column ? [column.name] : [],
      items: Object.fromEntries([1, 2, 3, 4].slice(0, power).map(item)),
      read: (row) => {
        const [p1 = null, p2 = null, p3 = null, p4 = null] = ['p1', 'p2', 'p3', 'p4'].map((name) =>
          asNumber(row[name]),
        );
        if (p1 === null || p2 === null || p3 === null) return { observed: null };
        const variance = p2 - p1 ** 2;
        const third = p3 - 3 * p1 * p2 + 2 * p1 ** 3;
        const fourth = (p4 ?? 0) - 4 * p1 * p3 + 6 * p1 ** 2 * p2 - 3 * p1 ** 4;
        return { observed: variance > 0 ? of(power === 3 ? third : fourth, variance) : null };
      },
    };
  }
}
