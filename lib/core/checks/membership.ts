import * as z from 'zod';
import type { Column } from './column.ts';
import { memberSql, type Scalar } from './condition.ts';
import { oneOf, text } from './sql.ts';

/** A null in a list of values says nothing of the values that are there. */
export const valuesArg = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));

/**
 * SQL of whether a row's value is in the set, as two conditions: what holds for a value that can be compared at all, and
 * what holds for a member. Numbers are compared as numbers, so that 1.0 is 1; texts of CSV as they stand in the file.
 */
export function membership(column: Column, values: Scalar[]): { comparable: string; member: string } {
  const there = values.filter((value) => value !== null);
  if (column.storage === 'text' && column.logicalType === 'string')
    return { comparable: column.present, member: inList(column.text, there.map(String)) };
  if (column.logicalType === 'boolean' && column.storage !== 'mixed')
    return {
      comparable: `${column.value} IS NOT NULL`,
      member: inList(`CAST(${column.value} AS VARCHAR)`, there.map(booleanWord)),
    };
  const comparable = column.storage === 'text' ? `${column.value} IS NOT NULL` : column.present;
  return { comparable, member: memberSql(column, there, column.storage === 'text') };
}

/** 1 is true to Python and SQL alike. */
function booleanWord(value: Exclude<Scalar, null>): string {
  if (value === 1) return 'true';
  return value === 0 ? 'false' : String(value);
}

function inList(side: string, items: string[]): string {
  return oneOf(side, items.map(text));
}

/** `a, b and 3 more`. */
export function shownValues(values: Scalar[]): string {
  const most = 12;
  const more = values.length > most ? ` and ${values.length - most} more` : '';
  return `${values.slice(0, most).join(', ')}${more}`;
}
