import type { Column } from '../core/checks/column.ts';
import { BinCounter } from '../core/profile/bin-counter.ts';
import type { ColumnProfile } from '../core/profile/profile.ts';
import { BucketCounter } from '../core/sketch/bucket-counter.ts';
import { DistinctCounter, type NumberKind } from '../core/sketch/distinct-counter.ts';
import { batches, columnsAtOnce } from './batches.ts';
import type { Database } from './database.ts';
import type { Plan } from './plan.ts';

/** A column with what the first scan told of it. */
export interface ScannedColumn {
  column: Column;
  scalar: ColumnProfile;
}

type Sketches = Pick<ColumnProfile, 'histogram' | 'quantiles' | 'distinct'>;

/**
 * The sketches of columns of numbers, many in one scan: grouping by what is counted would take the engine queries for each column, and
 * several times as long. `distinct` is null of whole numbers that a double cannot tell apart.
 */
export async function sketchNumbers(
  database: Database,
  { table, columnar }: Pick<Plan, 'table' | 'columnar'>,
  scanned: ScannedColumn[],
): Promise<Map<Column, Sketches>> {
  const sketches = new Map<Column, Sketches>();
  for (const some of batches(scanned, columnsAtOnce(columnar))) {
    const counters = some.map((one) => new NumberCounter(one));
    const numbers = some.map(({ column }) => `coalesce(CAST(${column.value} AS DOUBLE), 'NaN'::DOUBLE)`).join(', ');
    const from = table.typed(some.map(({ column }) => column));
    await database.vectors(`SELECT ${numbers} FROM ${from}`, (vectors) => {
      for (const [at, values] of vectors.entries()) counters[at]?.add(values);
    });
    for (const [at, { column }] of some.entries()) {
      const counted = counters[at]?.counted();
      if (counted) sketches.set(column, counted);
    }
  }
  return sketches;
}

class NumberCounter {
  private readonly bins: BinCounter | undefined;
  private readonly buckets = new BucketCounter();
  private readonly distinct: DistinctCounter | undefined;

  constructor({ column, scalar: { min, max } }: ScannedColumn) {
    const [least, greatest] = [min, max].map((end) => (typeof end === 'number' ? end : null));
    const empty = typeof least !== 'number' || typeof greatest !== 'number';
    this.bins = empty ? undefined : new BinCounter(least, greatest);
    const kind = kindOf(column);
    const told = empty || kind === 'float' || (Number.isSafeInteger(least) && Number.isSafeInteger(greatest));
    this.distinct = told ? new DistinctCounter(kind) : undefined;
  }

  add(values: Float64Array): void {
    this.bins?.add(values);
    this.buckets.add(values);
    this.distinct?.add(values);
  }

  counted(): Sketches {
    return {
      histogram: this.bins?.counted() ?? null,
      quantiles: this.buckets.counted(),
      distinct: this.distinct?.counted() ?? null,
    };
  }
}

/** Whole numbers that are held as a floating point have its bits. */
function kindOf({ logicalType, storage }: Column): NumberKind {
  return logicalType === 'integer' && (storage === 'integer' || storage === 'text') ? 'whole' : 'float';
}
