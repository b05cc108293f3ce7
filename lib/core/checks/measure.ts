import type { CheckCounts, Far, Group, Json, Order } from '../profile/profile.ts';
import type { Column } from './column.ts';
import type { Ignore } from './ignore.ts';

/** SQL over the columns' `text` and `value`: what a failing row is, and which rows the check is about. Null is not true. */
export interface Predicate {
  failing: string;
  considered: string;
  columns: string[];
  /** SQL that is true for a considered row whose value is not of a type that can be judged: one such row, and nothing is. */
  others?: string | undefined;
  /** Further columns that its SQL names, and that do not go with a failing row. */
  reads?: string[];
  /** Rows do not come in their order. */
  unordered?: true;
  provided?: Provided;
}

/** A query that must answer with true, or nothing can be said, for that reason. */
export interface Provided {
  sql: string;
  otherwise: string;
}

/** One row of an answer of the engine, by alias. */
export type Row = Record<string, Json>;

/** What was seen of a whole column or table: it goes into the counts as it is. */
export type Observation = Pick<
  CheckCounts,
  'observed' | 'details' | 'value' | 'parts' | 'pairs' | 'groups' | 'different' | 'quantiles' | 'ratio'
>;

/**
 * How a check is measured. Data, but for the functions that read an answer.
 *
 * - `predicate`: rows for which SQL is true, counted in the one scan. With `windows`, SQL of window functions by alias over
 *   the considered rows in their order, it is a pass of its own. `order`: what a value may not be to the one before it.
 * - `after`: a predicate, or aggregates, that need aggregates of the one scan.
 * - `aggregate`: SQL aggregates by alias, in the one scan. Values are in the columns of those rows only that the check is about.
 * - `groups`: SQL aggregates by alias over the different keys of the columns, with `n`, how many rows have each.
 * - `values`: the different values themselves with their counts, those for which the SQL `inside` is true first; `modes` are
 *   the most frequent alone. No more than `maxGroups` come along, and `different` says how many there are.
 * - `quantiles`: exact ones of the numbers, or moments, that are there.
 * - `duplicates`: rows that repeat a key: each but the first of its kind, or all of them.
 * - `expression`: rows for which SQL of the user, which the engine guards, is not true.
 * - `query`: a query of the user, guarded too, that answers with failing rows, with one value, or with the rows of a second one.
 * - `known`: names and types of the columns tell.
 */
export type Measure =
  | ({
      by: 'predicate';
      windows?: Record<string, string>;
      order?: Pick<Order, 'sign' | 'numeric'> & { sql: string };
    } & Predicate)
  | {
      by: 'after';
      columns: string[];
      items: Record<string, string>;
      next(row: Row, columns: Column[]): Next;
      /** What merged parts tell of which numbers are far from the mean, beside how they lie. */
      far?(row: Row): Omit<Far, 'sketch'>;
    }
  | { by: 'aggregate'; columns: string[]; items: Record<string, string>; read(row: Row, total: number): Observation }
  | {
      by: 'groups';
      columns: string[];
      ignore: Ignore;
      items: Record<string, string>;
      /** The different keys of parts together tell it of the whole, or those with how many rows have each. */
      keys?: 'different' | 'counted';
      read(row: Row): Observation;
    }
  | {
      by: 'values';
      columns: string[];
      keep: 'all' | 'modes';
      inside?: string;
      /** Rows that are left out. @default those without any value */
      ignore?: Ignore;
      read(found: Groups): Observation;
    }
  | {
      by: 'quantiles';
      columns: string[];
      at: number[];
      interpolation: Interpolation;
      read(values: Json[]): Observation;
    }
  | { by: 'duplicates'; columns: string[]; ignore: Ignore; count: 'further' | 'all' }
  | { by: 'expression'; sql: string }
  | { by: 'query'; sql: string; answer: 'rows' | 'value' }
  | { by: 'query'; sql: string; answer: 'match'; comparison: string }
  | { by: 'known'; failing: number; observation: Observation }
  | { by: 'rows' };

/** What is asked in a pass of its own, once other answers are known. */
export type Next = ({ by: 'predicate' } & Predicate) | Extract<Measure, { by: 'aggregate' }>;

export const interpolations = ['nearest', 'lower', 'linear'] as const;
/** Where a quantile falls between two values; `nearest` takes the even position of two that are equally near, as numpy does. */
export type Interpolation = (typeof interpolations)[number];

/** Different values that come along, and that parts are merged by. */
export const maxGroups = 10_000;

export interface Groups {
  /** In the order of their values. */
  groups: Group[];
  different: number;
  /** How many of them are not inside. */
  outside: number;
}
