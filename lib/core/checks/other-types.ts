import * as z from 'zod';
import { type Column, numbersOf, stringsOf } from './column.ts';

/** What values are that cannot be judged, such as a text among numbers: not looked at, or the end of the whole check. */
export const otherTypesArg = z.enum(['ignore', 'error']).default('ignore');

/** SQL that is true for a value that is there and is no number, or no text; undefined where those are not looked at. */
export function othersThan(
  type: 'numbers' | 'texts',
  column: Column,
  otherTypes: 'ignore' | 'error',
): string | undefined {
  if (otherTypes === 'ignore') return undefined;
  const typed = type === 'numbers' ? numbersOf(column) : stringsOf(column);
  // All values of a typed column are of its type; an infinite number is a number too.
  if (typed !== undefined && isTyped(column)) return undefined;
  return typed === undefined ? column.present : `${column.present} AND ${typed} IS NULL`;
}

/** Whether no value can be of another type than its column. */
export function isTyped({ storage, proved }: Column): boolean {
  return proved ?? (storage !== 'text' && storage !== 'mixed');
}

/** The same of the numbers of any of several columns. */
export function anyOther(columns: Column[], otherTypes: 'ignore' | 'error'): string | undefined {
  const others = columns.flatMap((column) => othersThan('numbers', column, otherTypes) ?? []);
  return others.length === 0 ? undefined : others.map((sql) => `(${sql})`).join(' OR ');
}
