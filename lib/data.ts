/** The data gate as a library: `import { validate, profile, drift } from 'signalbox/data'`. Nothing is stored, nothing printed. */
import type { DataFormat } from './core/data-format.ts';
import type { GateRecord } from './core/gate.ts';
import type { Profile } from './core/profile/profile.ts';
import { driftHere } from './local/drift.ts';
import { profileHere } from './local/profile.ts';
import { validateHere } from './local/validate.ts';

export { type Fault, InputError, SignalboxError } from './core/errors.ts';
export type { CheckResult, GateRecord, Verdict } from './core/gate.ts';
export type { ColumnProfile, Profile } from './core/profile/profile.ts';
export type { DataFormat };

export interface ValidateOptions {
  /** Files or folders of one data set: CSV, Parquet or JSON Lines. */
  data: string[];
  /** File of a contract: ODCS, Great Expectations, pandera, DQDL or Model Monitor. */
  contract: string;
  /** Which table of several that the contract describes. @default the only one */
  table?: string;
  /** What is not said is told by each file. */
  format?: DataFormat;
  /** A stored profile, or data files, that the data may have drifted from. @default drift is not checked */
  baseline?: string[];
  /** Other data that the contract compares with, by the name that its rules have for it: files or folders of each. @default none */
  references?: Record<string, string[]>;
  /** Files of earlier results, as `validate --format json` writes them, that the contract compares with. @default none */
  history?: string[];
  /** What of a contract cannot be translated becomes a check that is inconclusive. @default it is an error */
  allowUnsupported?: boolean;
}

/**
 * Judges data by a contract, as the data gate does. `profile` is null where a file could not be read.
 * @throws InputError when contract or baseline cannot be used; data that cannot be read is a verdict.
 */
export async function validate(options: ValidateOptions): Promise<{ gate: GateRecord; profile: Profile | null }> {
  const { gate, profile: found } = await validateHere(options);
  return { gate, profile: found };
}

export interface ProfileOptions {
  data: string[];
  format?: DataFormat;
}

/** What data holds, column by column: plain JSON that `drift` and `validate` compare with. @throws InputError */
export function profile(options: ProfileOptions): Promise<Profile> {
  return profileHere(options);
}

export interface DriftOptions {
  /** Data files of one data set, or one stored profile (`.json`). */
  reference: string[];
  current: string[];
  format?: DataFormat;
  /** @default 'reference' */
  binning?: 'reference' | 'evidently' | 'model-monitor';
  /** Of every column that it fits. @default the binning's */
  method?: string;
  /** From where on a column has drifted. @default the method's */
  threshold?: number;
  /** Values that a column needs on both sides. @default 50 */
  minRows?: number;
  /** Share of columns that may drift. @default each column decides */
  maxDriftedShare?: number;
}

/** How far data has moved from a reference: a check for each question and column. @throws InputError */
export function drift(options: DriftOptions): Promise<GateRecord> {
  return driftHere(options);
}
