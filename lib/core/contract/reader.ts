import type { ContractFormat } from '../checks/check.ts';
import type { YamlSource } from '../yaml-source.ts';
import type { DataContract } from './contract.ts';

export interface ReadOptions {
  /** What cannot be translated becomes a check that is inconclusive, instead of an error. @default false */
  allowUnsupported?: boolean | undefined;
  /** Which table of several is meant. @default the only one */
  table?: string | undefined;
  /** What `now()` means in an expression. @default expressions that ask for it have no value */
  nowMs?: number | undefined;
  /** Values for the parameters that a contract leaves open; they win over its own. @default its own */
  parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Names of the other data sets that checks may compare with. @default nobody knows yet, and none is refused */
  references?: readonly string[] | undefined;
  /** Rows of other tables that a check may name. @default none is known */
  rowCounts?: Readonly<Record<string, number>> | undefined;
  /** How LIKE patterns are read: SQL Server alone has classes such as `[a-c]` in them. @default like */
  like?: 'like' | 'like-classes' | undefined;
}

/** One format in which a contract may be written. */
export interface ContractReader {
  format: ContractFormat;
  /** What tells its files apart, for whoever gave another. */
  tells: string;
  /** Whether a document is meant to be of this format; its faults are told by `read`. */
  fits(value: unknown): boolean;
  /** @throws InputError `contract-invalid` that names every fault with file, line, the value got and what is allowed. */
  read(source: YamlSource, options: ReadOptions): DataContract;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a mapping with one of these keys. */
export function hasKey(value: unknown, ...keys: string[]): value is Record<string, unknown> {
  return isMapping(value) && keys.some((key) => Object.hasOwn(value, key));
}
