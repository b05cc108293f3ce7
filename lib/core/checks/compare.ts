import type { Column } from './column.ts';
import { betweenColumns } from './condition.ts';

/** SQL, true or false, of whether two columns hold the same value. Two missing values are the same. */
export function equalSql(a: Column, b: Column): string {
  return `(CASE WHEN ${a.present} AND ${b.present} THEN coalesce(${betweenColumns(a, '==', b)}, false) ELSE NOT ${a.present} AND NOT ${b.present} END)`;
}

export function pairsOf<T>(items: T[]): Array<[T, T]> {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

/** SQL that is true where two values are there and cannot be compared, such as a number and a text. */
export function incomparable(a: Column, b: Column): string {
  return `${a.present} AND ${b.present} AND (${betweenColumns(a, '==', b)}) IS NULL`;
}
