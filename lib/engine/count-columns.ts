import type { Column } from '../core/checks/column.ts';
import { list } from '../core/checks/sql.ts';
import type { Binned } from '../core/drift/cells-of-profiles.ts';
import type { DriftColumn } from '../core/drift/column.ts';
import { gridOf } from '../core/drift/grid.ts';
import { GridCounter } from '../core/drift/grid-counter.ts';
import { batches, columnsAtOnce } from './batches.ts';
import type { Database } from './database.ts';
import { type DataFiles, withRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';

/**
 * Columns of numbers counted in the cells that a reference knows, each read once and without sketches of their own. Only columns that
 * the files hold as numbers: the others are not in the answer. @throws InputError `data-…`
 */
export async function countColumns(data: DataFiles, references: ReadonlyMap<string, Binned>): Promise<DriftColumn[]> {
  return withRelation(data, [], async (relation, database) => {
    const columns = relation.columns.filter(({ name, storage }) => references.has(name) && isHeldAsNumber(storage));
    const counted: DriftColumn[] = [];
    for (const some of batches(columns, columnsAtOnce(relation.columnar)))
      counted.push(...(await countSome(database, relation, some, references)));
    return counted;
  });
}

function isHeldAsNumber(storage: Column['storage']): boolean {
  return storage === 'float' || storage === 'integer' || storage === 'decimal';
}

async function countSome(
  database: Database,
  { rows }: Relation,
  columns: Column[],
  references: ReadonlyMap<string, Binned>,
): Promise<DriftColumn[]> {
  const counters = columns.flatMap(({ name }) => {
    const reference = references.get(name);
    return reference ? [new GridCounter(gridOf(reference))] : [];
  });
  // A null is a missing value as NaN is.
  const items = list(columns.map(({ raw }) => `coalesce(CAST(${raw} AS DOUBLE), 'NaN'::DOUBLE)`)).slice(1, -1);
  let total = 0;
  await database.vectors(`SELECT ${items} FROM ${rows}`, (vectors) => {
    total += vectors[0]?.length ?? 0;
    for (const [at, values] of vectors.entries()) counters[at]?.add(values);
  });
  return columns.map(({ name }, at) => {
    const counter = counters[at];
    const content = counter?.counted() ?? { kind: 'untold' as const, why: 'has no values' };
    return { name, rows: total, missing: counter?.missing ?? 0, content };
  });
}
