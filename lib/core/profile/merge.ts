import type { LogicalType } from '../contract/property.ts';
import { readAsOne } from '../data-parts.ts';
import { InternalError } from '../errors.ts';
import { mergeDistinct } from '../sketch/distinct.ts';
import { mergeFrequent } from '../sketch/frequent.ts';
import { mergeQuantiles } from '../sketch/quantiles.ts';
import { mergeFar, settleFar } from './far.ts';
import { mergeHistograms } from './histogram.ts';
import { mergeGroups } from './merge-groups.ts';
import { extreme, mergeMoments, mergePairs, mergeParts, mergeRatio } from './merge-moments.ts';
import { mergeOfColumns } from './merge-of-columns.ts';
import { mergeOrder } from './merge-order.ts';
import { mergeValue } from './merge-value.ts';
import {
  type CheckCounts,
  type ColumnProfile,
  type Keys,
  maxKeys,
  maxSamples,
  maxValues,
  type Profile,
} from './profile.ts';

/**
 * The profile of all rows together, from those of disjoint parts; order does not matter but for checks of it and for the samples kept, which are
 * `samples` of each check at most.
 * @throws InternalError `profiles-differ` when they are not of one contract.
 */
export function mergeProfiles(profiles: Profile[], samples: number | 'all' = maxSamples): Profile {
  const [first, ...others] = profiles;
  if (!first) throw new InternalError('no-profiles', 'there is no profile to merge');
  const most = samples === 'all' ? Number.POSITIVE_INFINITY : samples;
  if (others.length === 0) return first;
  const merged = others.reduce((a, b) => mergeTwo(a, b, most), first);
  return { ...merged, checks: merged.checks.map(settleFar) };
}

function mergeTwo(a: Profile, b: Profile, samples: number): Profile {
  if (a.checks.length !== b.checks.length)
    throw new InternalError('profiles-differ', 'profiles of different contracts cannot be merged');
  return {
    version: 2,
    rows: a.rows + b.rows,
    trainRows: a.trainRows + b.trainRows,
    holdoutRows: a.holdoutRows + b.holdoutRows,
    columns: mergeAllColumns(a.columns, b.columns),
    checks: zip(a.checks, b.checks, (mine, theirs) => mergeChecks(mine, theirs, samples)),
    extraColumns: [...new Set([...a.extraColumns, ...b.extraColumns])].sort(),
    ...(a.found ? { found: a.found } : {}),
  };
}

function zip<T>(a: T[], b: T[], merge: (a: T, b: T) => T): T[] {
  return a.map((left, index) => {
    const right = b[index];
    return right === undefined ? left : merge(left, right);
  });
}

/** A column that some parts lack is that of the others. */
function mergeAllColumns(a: ColumnProfile[], b: ColumnProfile[]): ColumnProfile[] {
  const theirs = new Map(b.map((column) => [column.name, column]));
  const mine = new Set(a.map(({ name }) => name));
  const merged = a.map((column) => {
    const other = theirs.get(column.name);
    return other ? mergeColumns(column, other) : column;
  });
  return [...merged, ...b.filter(({ name }) => !mine.has(name))];
}

const numeric = new Set<LogicalType>(['integer', 'number']);

function mergeColumns(a: ColumnProfile, b: ColumnProfile): ColumnProfile {
  if (a.logicalType !== b.logicalType) {
    const numbers = numeric.has(a.logicalType) && numeric.has(b.logicalType);
    // What was numbers in one part and words in another has counts in common, and no statistics.
    const same = (part: ColumnProfile) => (numbers ? { ...part, logicalType: 'number' as const } : countsOf(part));
    return mergeColumns(same(a), same(b));
  }
  const min = extreme(a.min, b.min, (x, y) => x < y);
  const max = extreme(a.max, b.max, (x, y) => x > y);
  return {
    name: a.name,
    logicalType: a.logicalType,
    nulls: a.nulls + b.nulls,
    nans: a.nans + b.nans,
    invalid: a.invalid + b.invalid,
    valid: a.valid + b.valid,
    min,
    max,
    ...mergeMoments(a, b),
    histogram: mergeHistograms(a.histogram, b.histogram, Number(min), Number(max)),
    ...mergeTexts(a, b),
    quantiles:
      a.valid === 0 || b.valid === 0 || (a.quantiles && b.quantiles) ? mergeQuantiles(a.quantiles, b.quantiles) : null,
    distinct: mergeDistinct(a.distinct, b.distinct),
  };
}

function countsOf(column: ColumnProfile): ColumnProfile {
  const none = { min: null, max: null, mean: null, m2: null, histogram: null, values: null, frequent: null };
  return { ...column, logicalType: 'string', ...none, quantiles: null };
}

/** Few values are all told; of more, the most frequent. */
function mergeTexts(a: ColumnProfile, b: ColumnProfile): Pick<ColumnProfile, 'values' | 'frequent'> {
  const [mine, theirs] = [a, b].map(({ values, frequent }) => (values ? { values, undercount: 0 } : frequent));
  if (!mine || !theirs) return { values: null, frequent: null };
  const all = mergeFrequent(mine, theirs, Number.POSITIVE_INFINITY);
  if (a.values && b.values && all.values.length <= maxValues) return { values: all.values, frequent: null };
  return { values: null, frequent: mergeFrequent(mine, theirs, maxValues) };
}

function mergeChecks(a: CheckCounts, b: CheckCounts, samples: number): CheckCounts {
  if (a.absent && b.absent) return a;
  if (a.nothing || b.nothing) return mergeNothing(a, b);
  const error = a.error ?? b.error ?? apart(a, b);
  const order = a.order && b.order && mergeOrder(a.order, b.order);
  const value = a.value && b.value && mergeValue(a.value, b.value);
  const together = {
    total: a.total + b.total,
    ...sumOf('considered', a, b),
    ...sumOf('missing', a, b),
    samples: [...a.samples, ...b.samples].slice(0, samples),
    ...(a.different && b.different ? { different: mergeKeys(a.different, b.different) } : {}),
    ...(a.quantiles === undefined || b.quantiles === undefined
      ? {}
      : { quantiles: mergeQuantiles(a.quantiles, b.quantiles) }),
    ...(a.parts && b.parts ? { parts: mergeParts(a.parts, b.parts) } : {}),
    ...(a.groups === undefined || b.groups === undefined ? {} : { groups: mergeGroups(a.groups, b.groups) }),
    ...(a.pairs === undefined || b.pairs === undefined ? {} : { pairs: mergePairs(a.pairs, b.pairs) }),
    ...(a.ratio && b.ratio ? { ratio: mergeRatio(a.ratio, b.ratio) } : {}),
    ...(value ? { value, observed: value.value } : {}),
    ...(a.far && b.far ? { far: mergeFar(a.far, b.far) } : {}),
    ...(order ? { order: order.order } : {}),
    ...(error ? { error } : {}),
  };
  const keys = a.keys && b.keys && mergeKeys(a.keys, b.keys);
  if (keys) return { ...together, failing: repeating(keys), keys };
  const known = a.failing !== null && b.failing !== null;
  const failing = known ? Number(a.failing) + Number(b.failing) + (order?.failing ?? 0) : null;
  return { ...together, failing, ...mergeOfColumns(a, b) };
}

/** What a part without values adds to another: rows. */
function mergeNothing(a: CheckCounts, b: CheckCounts): CheckCounts {
  const [some, none] = a.nothing ? [b, a] : [a, b];
  const missing = some.missing === undefined ? {} : { missing: some.missing + none.total };
  return { ...some, total: some.total + none.total, ...missing };
}

/** Why parts of the data do not tell of the whole. */
function apart(a: CheckCounts, b: CheckCounts): CheckCounts['error'] {
  if (a.absent || b.absent)
    return { message: 'some parts of the data have the column and some lack it', code: 'data-columns-differ' };
  if (!a.alone && !b.alone) return undefined;
  return { message: `it is about all rows together, which several files do not tell; give the data as ${readAsOne}` };
}

function sumOf(key: 'considered' | 'missing', a: CheckCounts, b: CheckCounts): { [K in typeof key]?: number } {
  const [x, y] = [a[key], b[key]];
  return x === undefined || y === undefined ? {} : { [key]: x + y };
}

/** Rows that repeat a key; null where the keys are too many to be known. */
function repeating({ rows, hashes, counts, every }: Keys): number | null {
  if (!hashes) return null;
  if (!every) return rows - hashes.length;
  return (counts ?? []).reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
}

function mergeKeys(a: Keys, b: Keys): Keys {
  const rows = a.rows + b.rows;
  const every = a.every ? { every: a.every } : {};
  if (!a.hashes || !b.hashes) return { rows, hashes: null, ...every };
  const different = new Map<string, number>();
  for (const { hashes, counts } of [a, b])
    for (const [at, hash] of (hashes ?? []).entries())
      different.set(hash, (different.get(hash) ?? 0) + (counts?.[at] ?? 0));
  if (different.size > maxKeys) return { rows, hashes: null, ...every };
  const hashes = [...different.keys()].sort();
  const counts = a.counts && b.counts ? { counts: hashes.map((hash) => different.get(hash) ?? 0) } : {};
  return { rows, hashes, ...counts, ...every };
}
