import type { LogicalType } from '../contract/contract.ts';
import type { Histogram } from './histogram.ts';

/**
 * Statistics and check counts of some rows. Plain JSON, and merging the profiles of two parts gives that of the whole:
 * exactly for everything that counts, to rounding for `mean` and `m2`.
 */
export interface Profile {
  version: 1;
  rows: number;
  trainRows: number;
  holdoutRows: number;
  /** In the contract's order. */
  columns: ColumnProfile[];
  /** One entry a check of the contract, in its order. */
  checks: CheckCounts[];
  /** Columns of the files that the contract does not name: not checked, not in the split. */
  extraColumns: string[];
}

export interface ColumnProfile {
  name: string;
  logicalType: LogicalType;
  /** Empty fields. */
  nulls: number;
  /** NaN, which counts as missing. */
  nans: number;
  /** Values that are there and not of the type. */
  invalid: number;
  /** Values of the type; the statistics below are of these. */
  valid: number;
  /** Numbers of numeric columns, text of all others. */
  min: number | string | null;
  max: number | string | null;
  mean: number | null;
  /** Sum of squared deviations from the mean: the variance is `m2 / valid`. */
  m2: number | null;
  histogram: Histogram | null;
  /** All values with their counts, most frequent first; null for more than 100 different or very long ones, and for numbers. */
  values: Array<{ value: string; count: number }> | null;
}

export interface CheckCounts {
  /** Null when it cannot be known (unique keys over more shards than are compared). */
  failing: number | null;
  total: number;
  samples: Sample[];
  /** Of unique: how many rows have a key, and sorted 64-bit hashes of the distinct keys (null when too many to carry). */
  keys?: { rows: number; hashes: string[] | null };
}

export interface Sample {
  /** 1-based number of the data row in its file; the header and empty lines are not counted. */
  row: number;
  /** The field's text, cut to 80 characters; null for an empty field. */
  value: string | null;
  file?: string;
}

export const maxSamples = 20;
export const maxValues = 100;
export const maxValueCharacters = 200;
export const maxKeys = 1_000_000;

/** What `profile/<index>.json` holds: a profile, or why there is none. */
export type ShardRecord =
  | { status: 'profiled'; file: string; profile: Profile }
  | { status: 'unreadable'; file: string; error: { code: string; sentence: string } };
