import { InputError } from '../errors.ts';
import type { Column } from './column.ts';
import { columnNamed } from './condition.ts';

/** A second data set that checks compare with, as SQL sees it. */
export interface Reference {
  name: string;
  columns: ReadonlyMap<string, Column>;
  rows: number;
  /** After FROM: its rows, with what the expressions of these columns name. */
  typed(columns: Column[]): string;
}

/** What a check wants of one. */
export interface AskedReference {
  name: string;
  columns: string[] | 'all';
}

/** By the names that rules have for them. One that could not be read is the reason why. */
export type References = ReadonlyMap<string, Reference | InputError>;

export const noReferences: References = new Map();

/** @throws InputError `reference-unknown`, or why it could not be read */
export function referenceNamed(name: string, references: References): Reference {
  const found = references.get(name);
  if (found instanceof InputError)
    throw new InputError(found.code, `the data set ${JSON.stringify(name)} cannot be read: ${found.message}`);
  if (found) return found;
  throw new InputError(
    'reference-unknown',
    `no data set ${JSON.stringify(name)} is given; given: ${given(references.keys())}`,
  );
}

/** @throws InputError `column-unknown` */
export function referenceColumns(reference: Reference, names: string[]): Column[] {
  try {
    return names.map((name) => columnNamed(name, reference.columns));
  } catch (thrown) {
    if (!(thrown instanceof InputError)) throw thrown;
    throw new InputError(thrown.code, `${JSON.stringify(reference.name)}: ${thrown.message}`);
  }
}

export function given(names: Iterable<string>): string {
  return [...names].join(', ') || 'none';
}
