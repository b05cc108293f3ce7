import type { Row } from '../../core/checks/measure.ts';
import { both, number } from '../../core/checks/sql.ts';
import type { Json } from '../../core/profile/profile.ts';
import type { Queryable } from '../database.ts';

/** Values that are sorted in memory at once; of more, most are counted only. */
const sortedAtOnce = 2_000_000;
const buckets = 32_768;

/** Some rows, and a value of each that is not null. */
export interface Values {
  /** After FROM. */
  rows: string;
  condition: string;
  /** SQL of the value. */
  value: string;
  count: number;
  /** Undefined where values are not counted in buckets: they are no numbers, or reading them again costs more than sorting. */
  ends?: { min: number; max: number } | undefined;
}

/** The values at some ranks, which are counted from 0, in the order of the values. */
export async function valuesAt(database: Queryable, values: Values, ranks: number[]): Promise<Map<number, Json>> {
  if (ranks.length === 0) return new Map();
  const { count, ends } = values;
  if (ends && ends.min === ends.max) return new Map(ranks.map((rank) => [rank, ends.min]));
  if (!ends || count <= sortedAtOnce || !Number.isFinite(ends.max - ends.min)) return sorted(database, values, ranks);
  return counted(database, values, ends, ranks);
}

async function sorted(database: Queryable, values: Values, ranks: number[]): Promise<Map<number, Json>> {
  const { rows, condition, value, count } = values;
  const [row] = await database.rows(
    `SELECT ${quantilesSql(value, ranks, count)} AS q FROM ${rows} WHERE ${both(condition, `${value} IS NOT NULL`)}`,
  );
  return found(ranks, row?.q);
}

/** The engine takes the value at the 1-based rank ceil(p · n): half a rank below that is safe from rounding. */
function quantilesSql(value: string, ranks: number[], count: number): string {
  const shares = ranks.map((rank) => `'${(rank + 0.5) / count}'::DOUBLE`);
  return `quantile_disc(${value}, [${shares.join(', ')}])::VARCHAR[]`;
}

function found(ranks: number[], answers: Json | undefined): Map<number, Json> {
  const list = Array.isArray(answers) ? answers : [];
  return new Map(ranks.map((rank, index) => [rank, list[index] ?? null]));
}

/** Which bucket a rank falls into is known from counts alone; only the values of such buckets are sorted. */
async function counted(
  database: Queryable,
  values: Values,
  { min, max }: { min: number; max: number },
  ranks: number[],
): Promise<Map<number, Json>> {
  const { rows, condition, value } = values;
  // From 0 up, as nothing is below the least; the greatest may have a bucket of its own.
  const bucket = `CAST(floor((${value} - ${number(min)}) * ${number(buckets / (max - min))}) AS USMALLINT)`;
  const there = both(condition, `${value} IS NOT NULL`);
  const grouped = `SELECT ${bucket} AS b, count(*) AS n FROM ${rows} WHERE ${there} GROUP BY b`;
  const placed = `SELECT b, n, sum(n) OVER (ORDER BY b) - n AS before FROM (${grouped})`;
  const hit = ranks.map((rank) => `(${rank} >= before AND ${rank} < before + n)`).join(' OR ');
  const counts = await database.rows(`SELECT b, n, before FROM (${placed}) WHERE ${hit} ORDER BY b`);
  const wanted = counts.map((row) => partOf(row, ranks));
  const small = wanted.filter(({ count }) => count <= sortedAtOnce);
  const all = await sortedBuckets(database, values, bucket, small);
  for (const part of wanted.filter(({ count }) => count > sortedAtOnce)) {
    const inside = both(there, `${bucket} = ${part.bucket}`);
    const [row] = await database.rows(
      `SELECT min(${value}) AS low, max(${value}) AS high FROM ${rows} WHERE ${inside}`,
    );
    const ends = { min: Number(row?.low), max: Number(row?.high) };
    const inner = await valuesAt(database, { ...values, condition: inside, count: part.count, ends }, part.ranks);
    for (const [rank, at] of inner) all.set(rank + part.before, at);
  }
  return all;
}

interface Part {
  bucket: number;
  count: number;
  /** How many values lie in the buckets below. */
  before: number;
  /** Ranks within the bucket. */
  ranks: number[];
}

function partOf(row: Row, ranks: number[]): Part {
  const [bucket = 0, count = 0, before = 0] = [row.b, row.n, row.before].map(Number);
  const inside = ranks.filter((rank) => rank >= before && rank < before + count).map((rank) => rank - before);
  return { bucket, count, before, ranks: inside };
}

async function sortedBuckets(
  database: Queryable,
  { rows, condition, value, ends }: Values,
  bucket: string,
  wanted: Part[],
): Promise<Map<number, Json>> {
  if (wanted.length === 0 || !ends) return new Map();
  const items = wanted.map((part) => {
    const values = `CASE WHEN b = ${part.bucket} THEN v END`;
    return `${quantilesSql(values, part.ranks, part.count)} AS q${part.bucket}`;
  });
  const near = wanted.map(({ bucket: at }) => nearSql(value, at, ends)).join(' OR ');
  const inner = `SELECT ${value} AS v, ${bucket} AS b FROM ${rows} WHERE ${both(condition, near)}`;
  const named = wanted.map((part) => part.bucket).join(', ');
  const [row] = await database.rows(`SELECT ${items.join(', ')} FROM (${inner}) WHERE b IN (${named})`);
  return new Map(
    wanted.flatMap((part) =>
      [...found(part.ranks, row?.[`q${part.bucket}`])].map(([rank, at]): [number, Json] => [rank + part.before, at]),
    ),
  );
}

/** Within a bucket of another on both sides, whatever rounding does: a cheap test that leaves few values to the exact one. */
function nearSql(value: string, bucket: number, { min, max }: { min: number; max: number }): string {
  const width = (max - min) / buckets;
  const [low, high] = [min + (bucket - 1) * width, min + (bucket + 2) * width];
  return `(${value} >= ${number(low)} AND ${value} <= ${number(high)})`;
}
