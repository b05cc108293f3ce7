import type { Json } from '@duckdb/node-api';
import type { Column } from '../core/checks/column.ts';
import { text } from '../core/checks/sql.ts';
import { type ColumnProfile, maxValues } from '../core/profile/profile.ts';
import { distinctOf, registers } from '../core/sketch/distinct.ts';
import { frequentOf } from '../core/sketch/frequent.ts';
import { lnGamma, type Quantiles, quantilesOf, type Signed } from '../core/sketch/quantiles.ts';
import type { Database, Queryable } from './database.ts';
import { hashed } from './stable-hash.ts';

/** Texts of so many different values are all counted; more would need memory for each. */
const countable = 50_000;

export interface Question {
  database: Database;
  /** After FROM: rows with the column's `t…` and `v…`. */
  from: string;
  column: Column;
  /** About how many different values the scan saw. */
  distinct: number;
  /** Whether some values are too long to be told. */
  long: boolean;
}

/** What is counted of a column that has no numbers; the query groups it by that, of which there is little. */
export async function sketchColumn(
  question: Question,
): Promise<Pick<ColumnProfile, 'distinct' | 'values' | 'frequent'>> {
  const { distinct, long } = question;
  if (long || distinct > countable) return { values: null, frequent: null, distinct: await distinctOfColumn(question) };
  const counts = await countTexts(question);
  const few = counts.size <= maxValues;
  const frequent = frequentOf(counts, maxValues);
  return {
    values: few ? frequent.values : null,
    frequent: few ? null : frequent,
    distinct: await distinctOfColumn({ ...question, from: rowsOf(question, few ? [...counts.keys()] : null) }),
  };
}

/** Each value once: hashing it costs more than finding it. */
function rowsOf({ from, column }: Question, values: string[] | null): string {
  if (column.logicalType !== 'string' && column.logicalType !== 'boolean') return from;
  if (values === null) return `(SELECT DISTINCT ${column.text} FROM ${from})`;
  return values.length === 0 ? from : `(SELECT unnest(${`[${values.map(text).join(', ')}]`}) AS ${column.text})`;
}

/** SQL of the bucket of a number `x`. */
const bucketItems = `CAST(sign(x) AS INTEGER) AS side,
  CASE WHEN x <> 0 THEN CAST(ceil(ln(abs(x)) / ${text(String(lnGamma))}::DOUBLE) AS INTEGER) END AS bucket`;

/** How the numbers `x` of some rows lie; null where there are none. */
export async function quantilesIn(database: Queryable, from: string): Promise<Quantiles | null> {
  return quantilesOf(
    signed(
      await database.rows(
        `SELECT side, bucket, count(*) AS n FROM (SELECT ${bucketItems} FROM ${from} WHERE x IS NOT NULL) GROUP BY ALL`,
      ),
    ),
  );
}

function signed(rows: Array<Record<string, Json>>): Signed {
  const counts: Signed = { zeros: 0, positive: new Map(), negative: new Map() };
  for (const row of rows) {
    const [side, n] = [Number(row.side), Number(row.n)];
    if (side === 0) counts.zeros += n;
    else add(side > 0 ? counts.positive : counts.negative, Number(row.bucket), n);
  }
  return counts;
}

function add(counts: Map<number, number>, key: number, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}

async function countTexts({ database, from, column: { text: spelled } }: Question): Promise<Map<string, number>> {
  const rows = await database.rows(
    `SELECT ${spelled} AS value, count(*) AS n FROM ${from} WHERE ${spelled} IS NOT NULL GROUP BY ALL`,
  );
  return new Map(rows.map(({ value, n }) => [String(value), Number(n)]));
}

export async function distinctOfColumn({
  database,
  from,
  column,
}: Pick<Question, 'database' | 'from' | 'column'>): Promise<string> {
  const rows = await database.rows(
    `SELECT CAST(h & ${registers - 1} AS INTEGER) AS register, min(h // ${registers}) AS least FROM ${hashed(column, from)} GROUP BY ALL`,
  );
  const least = rows.filter(({ register }) => register !== null);
  return distinctOf(new Map(least.map((row) => [Number(row.register), Number(row.least)])));
}
