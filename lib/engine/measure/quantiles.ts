import { type Column, numbersOf } from '../../core/checks/column.ts';
import type { Interpolation } from '../../core/checks/measure.ts';
import { both } from '../../core/checks/sql.ts';
import type { Json } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import type { Table } from './table.ts';

/** A value between two order statistics, which are counted from 0. */
interface Place {
  low: number;
  high: number;
  /** Share of the way from one to the other. */
  share: number;
}

/** Quantiles of the values that are there, exactly; null of each where there are none. */
export async function quantilesOf(
  database: Database,
  table: Table,
  wanted: { column: Column; all: Column[]; where: string | undefined; at: number[]; interpolation: Interpolation },
): Promise<Json[]> {
  const { column, all, where, at, interpolation } = wanted;
  const values = numbersOf(column) ?? column.value;
  const from = `${table.typed(all)} WHERE ${both(where, `${values} IS NOT NULL`)}`;
  const [counted] = await database.rows(`SELECT count(*) AS n FROM ${from}`);
  const rows = Number(counted?.n);
  if (rows === 0) return at.map(() => null);
  const places = at.map((quantile) => placeOf(quantile * (rows - 1), interpolation));
  const ranks = [...new Set(places.flatMap(({ low, high }) => [low, high]))];
  // The engine takes the value at the 1-based rank ceil(p · n): half a rank below that is safe from rounding.
  const shares = ranks.map((rank) => `'${(rank + 0.5) / rows}'::DOUBLE`);
  const [row] = await database.rows(
    `SELECT quantile_disc(${values}, [${shares.join(', ')}])::VARCHAR[] AS q FROM ${from}`,
  );
  const answers = Array.isArray(row?.q) ? row.q : [];
  const found = new Map(ranks.map((rank, index) => [rank, answers[index] ?? null]));
  return places.map((place) => between(place, found, numbersOf(column) !== undefined));
}

function placeOf(position: number, interpolation: Interpolation): Place {
  const low = Math.floor(position);
  const share = position - low;
  if (interpolation === 'linear' && share > 0) return { low, high: low + 1, share };
  const up = interpolation === 'nearest' && (share > 0.5 || (share === 0.5 && low % 2 === 1));
  return { low: up ? low + 1 : low, high: up ? low + 1 : low, share: 0 };
}

/** As numpy interpolates, from the nearer end; a moment between two others is the earlier one. */
function between({ low, high, share }: Place, found: ReadonlyMap<number, Json>, numeric: boolean): Json {
  const [from, to] = [found.get(low) ?? null, found.get(high) ?? null];
  if (!numeric) return from;
  const [a, b] = [Number(from), Number(to)];
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
}
