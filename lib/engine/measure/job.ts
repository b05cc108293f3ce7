import type { Column } from '../../core/checks/column.ts';
import { columnNamed } from '../../core/checks/condition.ts';
import type { Row } from '../../core/checks/measure.ts';
import type { Database } from '../database.ts';
import type { Kept } from './kept.ts';
import { aliasOf, type Measurable } from './prepare.ts';
import type { Quantiles } from './quantiles.ts';
import type { SampleOptions } from './samples.ts';
import type { Table } from './table.ts';

/** A check that can be measured, and where. */
export interface Job extends SampleOptions {
  keepKeys: boolean;
  keysFile?: string | undefined;
  database: Database;
  table: Table;
  prepared: Measurable;
  quantiles: Quantiles;
  kept: Kept;
  scanned: Row;
  /** Rows of the check's condition. */
  total: number;
}

/** The check's own answers in the one scan. */
export function answerOf({ prepared, scanned }: Job, items: Record<string, string>): Row {
  return Object.fromEntries(
    Object.keys(items).map((alias) => [alias, scanned[aliasOf(prepared.index, alias)] ?? null]),
  );
}

export function named({ table }: Job, names: string[]): Column[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return names.map((name) => columnNamed(name, byName));
}
