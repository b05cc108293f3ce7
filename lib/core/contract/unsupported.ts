import { noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import type { ReadOptions } from './reader.ts';

/** What a contract asks for and is not judged here. `at`: file, line and, where it is known, column. */
export interface Unsupported {
  what: string;
  why: string;
  at: string;
  source: Check['source'];
  origin?: Check['origin'];
}

/**
 * The check in place of what cannot be translated: its verdict is always inconclusive.
 * @throws InputError `contract-unsupported` unless that is allowed.
 */
export function unsupportedCheck({ what, why, at, source, origin }: Unsupported, options: ReadOptions): Check {
  if (!options.allowUnsupported)
    throw new InputError(
      'contract-unsupported',
      `${at}: ${what} is not supported: ${why}; with --allow-unsupported it is inconclusive`,
    );
  const check: Check = {
    kind: 'unsupported',
    columns: [],
    args: { what, why },
    accept: noRow,
    severity: 'error',
    source,
  };
  return origin ? { ...check, origin } : check;
}
