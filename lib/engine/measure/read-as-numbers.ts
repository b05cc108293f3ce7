import { type Column, isNumeric } from '../../core/checks/column.ts';
import { derive, deriveRead } from '../../core/checks/derive.ts';
import type { Relation } from '../relation.ts';
import type { Request, Rows } from './scan.ts';

/**
 * The same rows for requests, where the reader itself makes numbers of texts of which nobody asks how they are spelled. It makes the same of them
 * as a cast does, and an error where that makes a null.
 */
export function readAsNumbers(
  { relation, columns }: { relation: Relation; columns: Column[] },
  table: Rows,
  requests: Request[],
): Rows {
  const sql = requests.flatMap(({ items, derived = [] }) => [...items, ...derived]).join(' ');
  const read = columns.filter((column) => column.ungrouped && isNumeric(column) && !asksSpelling(sql, column));
  if (!relation.withNumbers || read.length === 0) return table;
  const rows = relation.withNumbers(new Set(read.map(({ name }) => name)));
  const items = (column: Column) => (read.includes(column) ? deriveRead(column) : derive(column));
  return { typed: (some) => `(SELECT ${['*', ...some.flatMap(items)].join(', ')} FROM ${rows})` };
}

/** Whether SQL names the text of a column but to ask whether there is one. A literal that looks like its name does no harm. */
function asksSpelling(sql: string, { raw, text, present }: Column): boolean {
  const harmless = [present, `count(${raw})`, `count(${text})`];
  const rest = harmless.reduce((left, one) => left.replaceAll(one, ''), sql);
  return new RegExp(`\\b(${raw}|${text})\\b`).test(rest);
}
