import type { Parts } from '../../profile/profile.ts';
import { type Column, numbersOf } from '../column.ts';
import type { Measure, Observation, Row } from '../measure.ts';
import { countIf, number } from '../sql.ts';
import { asNumber, type Statistic } from './statistic.ts';

/** How the numbers lie around their mean. */
export const ofShape = {
  /** Of the population: the third central moment over that of the second to the power of 1.5. */
  skewness: central(3, ({ values, m2, m3 }) => Number(m3) / values / (Number(m2) / values) ** 1.5),
  /** Of the population, 0 for a normal distribution: the fourth central moment over the square of the second, less 3. */
  kurtosis: central(4, ({ values, m2, m4 }) => Number(m4) / values / (Number(m2) / values) ** 2 - 3),
};

/**
 * The mean first, and powers of what is left without it: powers of large numbers would leave no digits. What the mean is
 * off by its own rounding is taken out afterwards.
 */
function central(power: 3 | 4, shape: (parts: Parts) => number): Statistic {
  // A column that is always the same has no shape, and rounding must not give it one.
  const of = (parts: Parts) => (parts.min !== parts.max && Number(parts.m2) > 0 ? shape(parts) : null);
  return {
    needsNumbers: true,
    ofParts: of,
    measure: ([column, ...others]) => {
      const numbers = column && others.length === 0 ? numbersOf(column) : undefined;
      if (!column || numbers === undefined) return undefined;
      const counts = { values: `count(${numbers})`, present: countIf(column.present) };
      const items = { mean: `avg(${numbers})`, ...counts, min: `min(${numbers})`, max: `max(${numbers})` };
      return { by: 'after', columns: [column.name], items, next: (row, [again]) => powers(row, again) };
    },
  };

  function powers(scanned: Row, column: Column | undefined): Extract<Measure, { by: 'aggregate' }> {
    const numbers = (column && numbersOf(column)) ?? 'NULL';
    const centred = `(${numbers} - ${number(asNumber(scanned.mean) ?? 0)})`;
    const item = (times: number) => [`p${times}`, `avg(${Array(times).fill(centred).join(' * ')})`];
    return {
      by: 'aggregate',
      columns: column ? [column.name] : [],
      items: Object.fromEntries([1, 2, 3, 4].slice(0, power).map(item)),
      read: (row, total): Observation => {
        const parts = partsOf(scanned, row, total);
        return { parts, observed: of(parts) };
      },
    };
  }
}

function partsOf(scanned: Row, row: Row, total: number): Parts {
  const [values, present] = [Number(scanned.values), Number(scanned.present)];
  const [p1 = 0, p2 = 0, p3 = 0, p4 = 0] = ['p1', 'p2', 'p3', 'p4'].map((name) => asNumber(row[name]) ?? 0);
  const mean = asNumber(scanned.mean);
  return {
    values,
    others: present - values,
    missing: total - present,
    zeros: 0,
    sum: null,
    mean: mean === null ? null : mean + p1,
    m2: mean === null ? null : values * (p2 - p1 ** 2),
    m3: mean === null ? null : values * (p3 - 3 * p1 * p2 + 2 * p1 ** 3),
    m4: mean === null ? null : values * (p4 - 4 * p1 * p3 + 6 * p1 ** 2 * p2 - 3 * p1 ** 4),
    min: asNumber(scanned.min),
    max: asNumber(scanned.max),
  };
}
