import type { Parts } from '../../profile/profile.ts';
import { type Column, isTemporal, numbersOf, stringsOf } from '../column.ts';
import type { Row } from '../measure.ts';
import { countIf } from '../sql.ts';
import { asNumber, type Statistic } from './statistic.ts';

type Needs = 'counts' | 'sum' | 'mean' | 'moments' | 'extremes';

/** Statistics that parts of the data tell of the whole. */
export const ofParts = {
  min: known('extremes', ({ min }) => min, true),
  max: known('extremes', ({ max }) => max, true),
  range: known(
    'extremes',
    ({ min, max }) => (typeof min === 'number' && typeof max === 'number' ? max - min : null),
    true,
  ),
  sum: known('sum', ({ sum }) => sum, true),
  mean: known('mean', ({ mean }) => mean, true),
  stddev: known('moments', (parts) => root(variance(parts, 1)), true),
  'stddev-population': known('moments', (parts) => root(variance(parts, 0)), true),
  variance: known('moments', (parts) => variance(parts, 1), true),
  'variance-population': known('moments', (parts) => variance(parts, 0), true),
  zeros: known('counts', ({ zeros }) => zeros),
  missing: known('counts', ({ missing }) => missing),
  'missing-share': known('counts', (parts) => share(parts.missing, rowsOf(parts))),
  'present-share': known('counts', (parts) => share(rowsOf(parts) - parts.missing, rowsOf(parts))),
};

/** With Bessel's correction where `less` is 1. */
function variance({ m2, values }: Parts, less: 0 | 1): number | null {
  return m2 === null || values <= less ? null : m2 / (values - less);
}

function root(square: number | null): number | null {
  return square === null ? null : Math.sqrt(square);
}

function share(some: number, all: number): number | null {
  return all === 0 ? null : some / all;
}

function rowsOf({ values, others, missing }: Parts): number {
  return values + others + missing;
}

function known(needs: Needs, of: (parts: Parts) => number | string | null, needsNumbers?: true): Statistic {
  return {
    ...(needsNumbers ? { needsNumbers } : {}),
    ofParts: of,
    measure: ([column, ...others]) => {
      const items = column && others.length === 0 ? itemsOf(needs, column) : undefined;
      if (!column || !items) return undefined;
      const read = (row: Row, total: number) => {
        const parts = partsOf(row, total);
        return { parts, observed: of(parts) };
      };
      return { by: 'aggregate', columns: [column.name], items, read };
    },
  };
}

function itemsOf(needs: Needs, column: Column): Record<string, string> | undefined {
  const present = countIf(column.present);
  const numbers = numbersOf(column);
  if (needs === 'counts') {
    if (numbers === undefined) return { present };
    return { present, values: `count(${numbers})`, zeros: `count_if(${numbers} = 0)` };
  }
  if (needs === 'extremes') return extremesOf(column, present, isTemporal(column) ? undefined : numbers);
  if (numbers === undefined) return undefined;
  const counts = { present, values: `count(${numbers})` };
  // Whole numbers are added without rounding, and others with the error of each sum carried along (Neumaier).
  if (needs === 'sum') return { ...counts, sum: `${column.storage === 'integer' ? 'sum' : 'fsum'}(${numbers})` };
  const mean = { ...counts, mean: `avg(${numbers})` };
  // Squares cost as much as all the rest.
  return needs === 'mean' ? mean : { ...mean, variance: `var_pop(${numbers})` };
}

function extremesOf(column: Column, present: string, numbers: string | undefined): Record<string, string> | undefined {
  const ordered = numbers ?? (isTemporal(column) ? column.value : stringsOf(column));
  if (ordered === undefined) return undefined;
  // ISO 8601 has a T between day and time.
  const words = (item: string) => (isTemporal(column) ? `replace(${item}, ' ', 'T')` : item);
  const spelled = (item: string) => (numbers === undefined ? words(`CAST(${item} AS VARCHAR)`) : item);
  const ends = { min: spelled(`min(${ordered})`), max: spelled(`max(${ordered})`) };
  return { present, values: `count(${ordered})`, ...ends, ...(numbers === undefined ? {} : { numeric: 'true' }) };
}

function partsOf(row: Row, total: number): Parts {
  const present = Number(row.present);
  const values = row.values === undefined ? present : Number(row.values);
  const [mean, spread] = [asNumber(row.mean), asNumber(row.variance ?? null)];
  const end = (value: Row[string] | undefined) =>
    'numeric' in row ? asNumber(value) : typeof value === 'string' ? value : null;
  return {
    values,
    others: present - values,
    missing: total - present,
    zeros: Number(row.zeros ?? 0),
    sum: asNumber(row.sum),
    mean,
    m2: spread === null ? null : spread * values,
    min: end(row.min),
    max: end(row.max),
  };
}
