import { anyNumbersOf, type Column, isNumeric, isTemporal } from './column.ts';

/** SQL of a key. Files may hold the numbers of a column differently, and 1, 1.0 and 1.00 are one. */
export function spelledAlike(column: Column, key: string): string {
  const spelled = `CAST(${key} AS VARCHAR)`;
  if (!isNumeric(column) || column.storage === 'integer') return spelled;
  const short = `rtrim(rtrim(${spelled}, '0'), '.')`;
  return `CASE WHEN contains(${spelled}, '.') AND NOT contains(${spelled}, 'e') THEN CASE ${short} WHEN '-0' THEN '0' ELSE ${short} END ELSE ${spelled} END`;
}

/**
 * SQL of two columns of different data sets as values that are equal where theirs are: numbers as numbers, moments as moments, truth
 * values as such. Where they have no type in common they are compared as they are spelled.
 */
export function alike(a: Column, b: Column): [string, string] {
  if (isNumeric(a) && isNumeric(b)) return numbersAlike(a, b);
  if (a.logicalType === 'time' && b.logicalType === 'time') return [a.value, b.value];
  if ((isMoment(a) || isMoment(b)) && [a, b].every((column) => isMoment(column) || isTexts(column)))
    return [momentOf(a), momentOf(b)];
  if (a.logicalType === 'boolean' && b.logicalType === 'boolean') return [a.value, b.value];
  return [spelled(a), spelled(b)];
}

/** 64-bit keys do not survive DOUBLE; what has fractions in binary is nothing else. */
function numbersAlike(a: Column, b: Column): [string, string] {
  if (a.storage === 'integer' && b.storage === 'integer') return [a.raw, b.raw];
  if ([a, b].every(isExact)) return [spelledAlike(a, a.key), spelledAlike(b, b.key)];
  return [a, b].some(isExact) || (a.storage === 'text' && b.storage === 'text')
    ? [wholeToo(a), wholeToo(b)]
    : [doubleOf(a), doubleOf(b)];
}

/** A DOUBLE, and the whole number that it stands for where it may be one of several. */
function wholeToo(column: Column): string {
  const double = doubleOf(column);
  const whole = `TRY_CAST(${column.storage === 'text' ? column.text : column.raw} AS HUGEINT)`;
  return `CASE WHEN ${double} IS NOT NULL THEN row(${double}, CASE WHEN abs(${double}) >= ${2 ** 53} THEN ${whole} END) END`;
}

function isExact({ storage, logicalType }: Column): boolean {
  return storage === 'integer' || storage === 'decimal' || (storage === 'text' && logicalType === 'integer');
}

function doubleOf(column: Column): string {
  return `CAST(${anyNumbersOf(column) ?? column.value} AS DOUBLE)`;
}

function isMoment(column: Column): boolean {
  return isTemporal(column) && column.logicalType !== 'time';
}

function isTexts({ logicalType }: Column): boolean {
  return logicalType === 'string';
}

/** A text that is no moment is none. */
function momentOf(column: Column): string {
  return isMoment(column) ? `CAST(${column.value} AS TIMESTAMP)` : `TRY_CAST(${column.text} AS TIMESTAMP)`;
}

/** A text of a file stays as it stands there: 007 is no 7 beside A7. */
function spelled(column: Column): string {
  return isNumeric(column) && column.storage !== 'text' ? spelledAlike(column, column.key) : column.text;
}
