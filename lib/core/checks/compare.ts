import { anyNumbersOf, type Column, isNumber, isNumeric } from './column.ts';
import { betweenColumns } from './condition.ts';
import { isTyped } from './other-types.ts';

/** SQL, true or false, of whether two columns hold the same value. Two missing values are the same. */
export function equalSql(a: Column, b: Column): string {
  return `(CASE WHEN ${a.present} AND ${b.present} THEN coalesce(${betweenColumns(a, '==', b, anyNumbersOf)}, false) ELSE NOT ${a.present} AND NOT ${b.present} END)`;
}

export function pairsOf<T>(items: T[]): Array<[T, T]> {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

/** SQL of whether one column is greater than another; not true where a value is missing. NaN is greater than all to the engine. */
export function greaterSql(a: Column, sign: '>' | '>=', b: Column): string {
  const compared = betweenColumns(a, sign, b, anyNumbersOf);
  return anyNumbersOf(a) === a.raw && a.storage === 'float' ? `(${compared} AND ${isNumber(a.raw)})` : compared;
}

/** SQL that is true where two values are there and cannot be compared, such as a number and a text; undefined if none can be. */
export function incomparable(a: Column, b: Column): string | undefined {
  const typed = [a, b].every(isTyped);
  const [left, right] = [a, b].map(({ storage, logicalType }) => (storage === 'text' ? logicalType : storage));
  const alike = left === right || (isNumeric(a) && isNumeric(b));
  if (typed && alike) return undefined;
  return `${a.present} AND ${b.present} AND (${betweenColumns(a, '==', b, anyNumbersOf)}) IS NULL`;
}
