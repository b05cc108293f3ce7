import { InputError } from '../../errors.ts';
import type { Pairs } from '../../profile/profile.ts';
import { type Column, numbersOf } from '../column.ts';
import type { Measure, Row } from '../measure.ts';
import { asNumber } from '../statistics/statistic.ts';

/** Pearson's coefficient over the rows that have both numbers. */
export function correlation(a: Column | undefined, b: Column | undefined): Measure {
  const [x, y] = [a && numbersOf(a), b && numbersOf(b)];
  if (!a || !b || x === undefined || y === undefined)
    throw new InputError(
      'column-type',
      `${a?.name} and ${b?.name} are not both of numbers, so that they have no correlation`,
    );
  const both = (item: string) => `CASE WHEN ${x} IS NOT NULL AND ${y} IS NOT NULL THEN ${item} END`;
  const ends = { x0: `min(${both(x)})`, x1: `max(${both(x)})`, y0: `min(${both(y)})`, y1: `max(${both(y)})` };
  return {
    by: 'aggregate',
    columns: [a.name, b.name],
    items: {
      rows: `regr_count(${y}, ${x})`,
      x: `regr_avgx(${y}, ${x})`,
      y: `regr_avgy(${y}, ${x})`,
      xx: `regr_sxx(${y}, ${x})`,
      yy: `regr_syy(${y}, ${x})`,
      xy: `regr_sxy(${y}, ${x})`,
      ...ends,
    },
    read: (row) => {
      const pairs = pairsOf(row);
      return { pairs, observed: coefficient(pairs) };
    },
  };
}

function pairsOf(row: Row): Pairs | null {
  const rows = Number(row.rows);
  if (rows === 0) return null;
  const of = (name: string) => asNumber(row[name]) ?? 0;
  return {
    rows,
    means: [of('x'), of('y')],
    squares: [of('xx'), of('yy')],
    products: of('xy'),
    ends: [
      [of('x0'), of('x1')],
      [of('y0'), of('y1')],
    ],
  };
}

/** A column that is always the same has no correlation, and rounding must not give it one. */
export function coefficient(pairs: Pairs | null): number | null {
  if (!pairs || pairs.ends.some(([least, most]) => least === most)) return null;
  const [xx, yy] = pairs.squares;
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale > 0 ? Math.max(-1, Math.min(1, pairs.products / scale)) : null;
}
