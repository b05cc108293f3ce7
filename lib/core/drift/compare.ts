import { InputError } from '../errors.ts';
import type { Binning } from './binnings/binning.ts';
import type { DriftColumn } from './column.ts';
import { type AnyMethod, type Measured, measure } from './methods/method.ts';
import type { Pair } from './pair.ts';
import { pairOf } from './pair-of.ts';
import { benjaminiHochberg } from './statistics/benjamini-hochberg.ts';

/** One column of the reference, and what became of it. */
export interface Comparison {
  name: string;
  reference: DriftColumn;
  current: DriftColumn | undefined;
  pair: Pair | undefined;
  /** How far apart its values are, where that can be said at all. */
  distance: (Measured & { method: AnyMethod; threshold: number }) | undefined;
}

/** Methods by their names, which each binning has its own of. */
export interface CompareOptions {
  /** @default what the binning takes */
  numbers?: string | undefined;
  categories?: string | undefined;
  /** Of every column that has none of its own. @default its method's */
  threshold?: number | undefined;
  columns: Record<string, { method?: string | undefined; threshold?: number | undefined; ignore: boolean }>;
}

/**
 * Compares each column of the reference with the one of its name, but for those that are to be ignored. The p-values of all
 * columns together are adjusted, as of 500 tests at 5 % two dozen would fail by chance.
 */
export function compare(
  reference: DriftColumn[],
  current: DriftColumn[],
  options: CompareOptions,
  binning: Binning,
): Comparison[] {
  const now = new Map(current.map((column) => [column.name, column]));
  const compared = reference
    .filter(({ name }) => !optionsOf(options, name).ignore)
    .map((column) => comparisonOf(column, now.get(column.name), options, binning));
  const tests = compared.flatMap(({ distance }) => (binning.adjusts && distance?.method.test ? [distance] : []));
  for (const [index, adjusted] of benjaminiHochberg(tests.map(({ value }) => value)).entries()) {
    const test = tests[index];
    if (test) test.value = adjusted;
  }
  return compared;
}

function comparisonOf(
  reference: DriftColumn,
  current: DriftColumn | undefined,
  options: CompareOptions,
  binning: Binning,
): Comparison {
  const { name } = reference;
  const pair = current && pairOf(reference.content, current.content, binning);
  if (!pair) return { name, reference, current, pair, distance: undefined };
  const own = optionsOf(options, name);
  const wanted = own.method ?? (pair.kind === 'number' ? options.numbers : options.categories);
  const method = wanted === undefined ? binning.methodFor(pair) : named(wanted, binning);
  const measured = measure(method, pair);
  if (!measured)
    throw new InputError(
      'drift-method',
      `column ${JSON.stringify(name)}: ${method.name} compares numbers, and the column holds categories`,
    );
  const distance = { ...measured, method, threshold: own.threshold ?? options.threshold ?? method.threshold };
  return { name, reference, current, pair, distance };
}

function optionsOf({ columns }: CompareOptions, name: string): CompareOptions['columns'][string] {
  return (Object.hasOwn(columns, name) ? columns[name] : undefined) ?? { ignore: false };
}

function named(name: string, { name: binning, methods }: Binning): AnyMethod {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method) return method;
  const known = Object.keys(methods).join(', ');
  throw new InputError('drift-method', `${JSON.stringify(name)} is no method of binning ${binning}; allowed: ${known}`);
}
