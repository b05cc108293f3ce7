import type { Check } from '../../checks/check.ts';
import { readExpectation } from '../../contract/great-expectations/read-expectation.ts';
import { entrySchema } from '../../contract/great-expectations/suite-schema.ts';
import { sameMeaning } from '../same-meaning.ts';
import { aggregates } from './kinds/aggregates.ts';
import { records } from './kinds/records.ts';
import { table } from './kinds/table.ts';
import { values } from './kinds/values.ts';
import { rowConditionOf } from './row-condition.ts';
import type { Words } from './words.ts';

/** One entry of a suite of 1.x. */
export interface SuiteEntry {
  type: string;
  kwargs: Record<string, unknown>;
  severity?: 'warning' | 'info';
  [told: string]: unknown;
}

/** Which expectation may say what a kind of check says; each answer is read again before it is used. */
const kinds: Record<string, Words> = { ...values, ...records, ...aggregates, ...table };

/**
 * The expectation that a check is: the one that it was, or the one that reads as the same check again; undefined where
 * there is none.
 */
export function expectationOf(check: Check): SuiteEntry | undefined {
  const { origin, severity } = check;
  const told = severity === 'error' ? {} : { severity };
  if (origin?.format === 'great-expectations')
    return { type: origin.name, kwargs: origin.args, ...told, ...(origin.meta as object | undefined) };
  if (check.like !== undefined || check.optional) return undefined;
  const words = Object.hasOwn(kinds, check.kind) ? kinds[check.kind] : undefined;
  const found = words?.(check, (check.args ?? {}) as Record<string, unknown>);
  const condition = check.where === undefined ? {} : rowConditionOf(check.where);
  if (found === undefined || condition === undefined) return undefined;
  const entry = { type: found[0], kwargs: { ...found[1], ...condition }, ...told };
  return readsAs(entry, check) ? entry : undefined;
}

function readsAs(entry: SuiteEntry, check: Check): boolean {
  const source = { file: check.source.file, code: 'contract-invalid', value: entry, lineOf: () => check.source.line };
  return sameMeaning(readExpectation(entrySchema.parse(entry), source, [], { allowUnsupported: true }), check);
}
