import type { CheckCounts, Json } from '../profile/profile.ts';
import type { Column } from './column.ts';
import type { Ignore } from './ignore.ts';

/** SQL over the columns' `text` and `value`: what a failing row is, and which rows the check is about. Null is not true. */
export interface Predicate {
  failing: string;
  considered: string;
  columns: string[];
}

/** One row of an answer of the engine, by alias. */
export type Row = Record<string, Json>;

/** What was seen of a whole column or table: it goes into the counts as it is. */
export type Observation = Pick<CheckCounts, 'observed' | 'details' | 'parts'>;

/**
 * How a check is measured. Data, but for the functions that read an answer.
 *
 * - `predicate`: rows for which SQL is true, counted in the one scan. With `windows`, SQL of window functions by alias over
 *   the considered rows in their order, it is a pass of its own.
 * - `after`: a predicate that needs aggregates of the one scan.
 * - `aggregate`: SQL aggregates by alias, in the one scan. Values are in the columns of those rows only that the check is about.
 * - `duplicates`: rows that repeat a key: each but the first of its kind, or all of them.
 * - `known`: names and types of the columns tell.
 */
export type Measure =
  | ({ by: 'predicate'; windows?: Record<string, string> } & Predicate)
  | { by: 'after'; columns: string[]; items: Record<string, string>; predicate(row: Row, columns: Column[]): Predicate }
  | { by: 'aggregate'; columns: string[]; items: Record<string, string>; read(row: Row, total: number): Observation }
  | { by: 'duplicates'; columns: string[]; ignore: Ignore; count: 'further' | 'all' }
  | { by: 'known'; failing: number; observation: Observation }
  | { by: 'rows' };
