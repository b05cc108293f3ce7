import type { Column } from '../../core/checks/column.ts';
import type { Row } from '../../core/checks/measure.ts';
import type { Queryable } from '../database.ts';
import type { KeyCounts } from '../numbers/different.ts';
import type { Measurable } from './prepare.ts';
import type { Request } from './scan.ts';

/** What passes after the one scan need not ask the files for; undefined where they must. */
export interface Kept {
  /** Of a column's values: `k`, equal for equal values. */
  keysOf(column: Column): KeptColumn | undefined;
  /** The numbers of a column, as `k`. */
  numbersOf(column: Column): KeptColumn | undefined;
  /** How many different values a column has. */
  differentOf(column: Column): number | undefined;
  /** How many keys a column has, and how many of them are different or repeated. */
  countsOf(column: Column): KeyCounts | undefined;
  /** The numbers of a column at some ranks, which are counted from 0, in their order. */
  valuesAtRanks(column: Column, ranks: number[]): ReadonlyMap<number, number> | undefined;
}

export interface KeptColumn {
  database: Queryable;
  /** After FROM: `k`, where there is one. */
  from: string;
}

export const nothingKept: Kept = {
  keysOf: () => undefined,
  numbersOf: () => undefined,
  differentOf: () => undefined,
  countsOf: () => undefined,
  valuesAtRanks: () => undefined,
};

/** Whether a check is answered from what was put aside, as those that measure it find it there: of one column, in all rows. */
export function isAside({ measure, columns, where }: Measurable, kept: Kept, keepKeys: boolean): boolean {
  const [column, ...others] = columns;
  if (!column || others.length > 0 || where !== undefined) return false;
  const keys = 'ignore' in measure && measure.ignore === 'any-missing' && kept.keysOf(column) !== undefined;
  switch (measure.by) {
    case 'duplicates':
      return keys || (measure.ignore === 'any-missing' && kept.countsOf(column) !== undefined);
    case 'groups':
      return keys || (!(keepKeys && measure.keys) && kept.differentOf(column) !== undefined);
    case 'quantiles':
      return keepKeys ? kept.numbersOf(column) !== undefined : kept.valuesAtRanks(column, []) !== undefined;
    default:
      return false;
  }
}

/** Asks for the values that further passes need, beside the one scan of the files. */
export interface Keeping {
  requests: Request[];
  /** Once the scan is over. */
  kept(scanned: Row): Promise<Kept>;
}
