import type { Column } from '../../core/checks/column.ts';
import { derive } from '../../core/checks/derive.ts';
import { noReferences, type References } from '../../core/checks/reference.ts';
import type { Relation } from '../relation.ts';

/** The rows that are measured, with what is derived of their columns. */
export interface Table {
  /** All columns of the data. */
  columns: Column[];
  files: string[];
  /** Other data sets that its checks compare with. */
  references: References;
  /** After FROM: rows with `c…` of all columns and `t…`, `v…` of these. */
  typed(columns: Column[]): string;
  /** The same with the file's index as `f` and the 1-based number of the row in it as `r`. */
  numbered(columns: Column[]): string;
}

/** `kept` narrows the rows that are looked at: SQL to SQL, after FROM. */
export function tableOf(
  relation: Relation,
  kept: (rows: string) => string = (rows) => rows,
  references: References = noReferences,
): Table {
  const from = (rows: string) => (some: Column[]) =>
    `(SELECT ${['*', ...some.flatMap(derive)].join(', ')} FROM ${rows})`;
  return {
    columns: relation.columns,
    files: relation.files,
    references,
    typed: from(kept(relation.rows)),
    numbered: from(kept(relation.numbered)),
  };
}
