import type { Check } from '../../../lib/core/checks/check.ts';
import type { ColumnType } from '../../../lib/core/checks/column.ts';
import type { CheckCounts } from '../../../lib/core/profile/profile.ts';
import { openDatabase } from '../../../lib/engine/database.ts';
import { type MeasureOptions, measureChecks } from '../../../lib/engine/measure/measure.ts';
import { prepare } from '../../../lib/engine/measure/prepare.ts';
import { tableOf } from '../../../lib/engine/measure/table.ts';
import { type Relation, relationOf } from '../../../lib/engine/relation.ts';

/** A relation of rows that are written as SQL: `(1, 'a'), (NULL, 'b')`. */
export function rowsOf(types: Record<string, ColumnType['storage'] | ColumnType>, rows: string): Relation {
  const columns = Object.entries(types).map(([name, type]) =>
    typeof type === 'string' ? { name, storage: type } : { ...type, name },
  );
  const names = columns.map((_, index) => `c${index}`).join(', ');
  return relationOf([{ name: 'rows', sql: `(FROM (VALUES ${rows}) AS t(${names}))` }], columns);
}

export function checkOf(kind: string, columns: string[], args: object = {}, more: Partial<Check> = {}): Check {
  const source = { file: 'contract', line: 1, key: kind };
  return { kind, columns, args, accept: { mostly: 1 }, severity: 'error', source, ...more };
}

/** Measures checks over a relation, in an engine of their own. */
export async function measured(
  folder: string,
  relation: Relation,
  checks: Check[],
  options: MeasureOptions = {},
): Promise<CheckCounts[]> {
  const database = await openDatabase([], folder);
  try {
    const table = tableOf(relation);
    return await measureChecks(database, table, await prepare(checks, table, database), options);
  } finally {
    database.close();
  }
}
